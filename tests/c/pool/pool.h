/* Counting callbacks, and holding them back. */
#ifndef POOL_H
#define POOL_H

#include "../overlapped/overlapped.h"

static inline int reaches(volatile LONG *count, LONG wanted)
{
    int i;
    for (i = 0; i < 20000 && current(count) < wanted; i++)
        Sleep(1);
    return current(count) == wanted;
}

/* Holds back as many callbacks as come, until it is opened. */
struct gate {
    volatile LONG inside;
    HANDLE open;
};

static inline void make_gate(struct gate *gate)
{
    gate->inside = 0;
    gate->open = new_event();
}

static inline void pass_gate(struct gate *gate)
{
    InterlockedIncrement(&gate->inside);
    ok(signaled_within(gate->open, 20000), "the gate is opened");
}

static inline FILETIME relative_ms(LONGLONG milliseconds)
{
    ULONGLONG ticks = (ULONGLONG)(-milliseconds * 10000);
    FILETIME time;
    time.dwLowDateTime = (DWORD)ticks;
    time.dwHighDateTime = (DWORD)(ticks >> 32);
    return time;
}

#endif
