/* What the programs about waiting share: calls that fail, and times of timers. */
#ifndef WAIT_H
#define WAIT_H

#include "../thread.h"

/* The call returns FALSE, NULL, WAIT_FAILED … with this last error. */
#define ok_call_fails(call, failure, expected) \
    do { \
        SetLastError(0xdead); \
        ok((call) == (failure), #call " fails"); \
        ok(GetLastError() == (DWORD)(expected), #call " with " #expected); \
    } while (0)

/* A due time so many milliseconds from now. */
static inline LARGE_INTEGER in_ms(LONGLONG milliseconds)
{
    LARGE_INTEGER due;
    due.QuadPart = -milliseconds * 10000;
    return due;
}

/* The current time as a FILETIME in one number. */
static inline ULONGLONG file_time_now(void)
{
    FILETIME now;
    GetSystemTimeAsFileTime(&now);
    return (ULONGLONG)now.dwHighDateTime << 32 | now.dwLowDateTime;
}

static inline HANDLE new_timer(BOOL manual_reset)
{
    HANDLE timer = CreateWaitableTimer(NULL, manual_reset, NULL);
    require(timer != NULL);
    return timer;
}

static inline void set_timer(HANDLE timer, LONGLONG milliseconds, LONG period)
{
    LARGE_INTEGER due = in_ms(milliseconds);
    require(SetWaitableTimer(timer, &due, period, NULL, NULL, FALSE));
}

/* A number that other threads change. */
static inline LONG current(volatile LONG *number)
{
    return InterlockedCompareExchange(number, 0, 0);
}

enum { HOUR_MS = 3600 * 1000 };

#endif
