/* Timer objects: once, periodic, at an absolute time, at once, and unset. */
#include "pool.h"

static volatile LONG ticks;

static void CALLBACK tick(PTP_CALLBACK_INSTANCE instance, PVOID context, PTP_TIMER timer)
{
    (void)instance;
    (void)timer;
    InterlockedIncrement((volatile LONG *)context);
}

int main(void)
{
    PTP_TIMER timer = CreateThreadpoolTimer(tick, (PVOID)&ticks, NULL);
    FILETIME due = relative_ms(40), late = relative_ms(3600000), zero = {0, 0};
    ULARGE_INTEGER absolute;
    double begun = now_ms();
    require(timer != NULL);
    ok(!IsThreadpoolTimerSet(timer), "not set");
    SetThreadpoolTimer(timer, &due, 0, 0);
    ok(IsThreadpoolTimerSet(timer), "set");
    ok(reaches(&ticks, 1), "once");
    ok(now_ms() - begun >= 39, "not before its time: %d ms", (int)(now_ms() - begun));

    ok(!SetThreadpoolTimerEx(timer, &late, 0, 0), "nothing was to be cancelled");
    ok(SetThreadpoolTimerEx(timer, &zero, 0, 0), "a late time was");
    ok(reaches(&ticks, 2), "at once");

    GetSystemTimeAsFileTime(&due);
    absolute.LowPart = due.dwLowDateTime;
    absolute.HighPart = due.dwHighDateTime;
    absolute.QuadPart += 200000;
    due.dwLowDateTime = absolute.LowPart;
    due.dwHighDateTime = absolute.HighPart;
    SetThreadpoolTimer(timer, &due, 0, 0);
    ok(reaches(&ticks, 3), "at an absolute time");

    SetThreadpoolTimer(timer, &zero, 2, 0);
    while (current(&ticks) < 10)
        Sleep(1);
    SetThreadpoolTimer(timer, NULL, 0, 0);
    WaitForThreadpoolTimerCallbacks(timer, TRUE);
    ok(!IsThreadpoolTimerSet(timer), "unset");
    ticks = 0;
    Sleep(30);
    ok(current(&ticks) == 0, "no tick after the wait");

    SetThreadpoolTimer(timer, &late, 0, 0);
    CloseThreadpoolTimer(timer);
    ok(!SetThreadpoolTimerEx(timer, &zero, 0, 0) && GetLastError() == ERROR_INVALID_HANDLE, "closed");
    return ok_done();
}
