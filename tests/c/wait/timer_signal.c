/* Waitable timers: when they are signaled, and what resets them. */
#include "wait.h"

static void reset_rules(void)
{
    HANDLE manual = new_timer(TRUE), automatic = new_timer(FALSE);
    ok(!signaled_within(manual, 0), "a new timer is not signaled");
    set_timer(manual, 0, 0);
    set_timer(automatic, 0, 0);
    ok(signaled_within(manual, 5000) && signaled_within(manual, 0), "a manual timer stays signaled");
    ok(signaled_within(automatic, 5000) && !signaled_within(automatic, 0), "one wait takes the other's signal");
    set_timer(manual, HOUR_MS, 0);
    ok(!signaled_within(manual, 0), "setting resets the signal");
    set_timer(manual, 0, 0);
    ok(signaled_within(manual, 5000), "set in place of the hour");
    ok(CancelWaitableTimer(manual), "CancelWaitableTimer");
    ok(signaled_within(manual, 0), "cancelling keeps the signal");
    set_timer(automatic, 30, 0);
    ok(CancelWaitableTimer(automatic), "CancelWaitableTimer");
    ok(!signaled_within(automatic, 60), "a cancelled timer is not signaled");
    ok(CancelWaitableTimer(automatic), "cancelling twice does nothing");
    CloseHandle(manual);
    CloseHandle(automatic);
}

static void due_times(void)
{
    HANDLE timer = new_timer(FALSE);
    LARGE_INTEGER due;
    double begun = now_ms();
    set_timer(timer, 50, 0);
    ok(signaled_within(timer, 5000), "relative time");
    ok(now_ms() - begun >= 49, "not before its time: %f ms", now_ms() - begun);

    begun = now_ms();
    due.QuadPart = (LONGLONG)file_time_now() + 50 * 10000;
    ok(SetWaitableTimer(timer, &due, 0, NULL, NULL, FALSE), "absolute time");
    ok(signaled_within(timer, 5000), "absolute time comes");
    ok(now_ms() - begun >= 45, "not before its time: %f ms", now_ms() - begun);

    due.QuadPart = 0;
    ok(SetWaitableTimer(timer, &due, 0, NULL, NULL, FALSE) && signaled_within(timer, 0), "1601 has passed");
    due.QuadPart = (LONGLONG)file_time_now() - 10000000;
    ok(SetWaitableTimer(timer, &due, 0, NULL, NULL, FALSE) && signaled_within(timer, 0), "a second ago");
    due.QuadPart = MAXLONGLONG;
    ok(SetWaitableTimer(timer, &due, 0, NULL, NULL, FALSE) && !signaled_within(timer, 0), "the last time of all");
    due.QuadPart = -MAXLONGLONG - 1;
    ok(SetWaitableTimer(timer, &due, 0, NULL, NULL, FALSE) && !signaled_within(timer, 0), "the longest time");
    CloseHandle(timer);
}

static void periods(void)
{
    HANDLE timer = new_timer(FALSE);
    double begun = now_ms();
    int i;
    set_timer(timer, 5, 5);
    for (i = 0; i < 5; i++)
        ok(signaled_within(timer, 5000), "signal %d", i);
    ok(now_ms() - begun >= 24, "five periods took %f ms", now_ms() - begun);
    set_timer(timer, HOUR_MS, 0);
    ok(!signaled_within(timer, 30), "setting ends the period");
    CloseHandle(timer);
}

static void arguments(void)
{
    HANDLE event = new_event(), timer = new_timer(FALSE), high;
    LARGE_INTEGER due = in_ms(HOUR_MS);
    ok_call_fails(SetWaitableTimer(timer, &due, -1, NULL, NULL, FALSE), FALSE, ERROR_INVALID_PARAMETER);
    ok_call_fails(SetWaitableTimer(event, &due, 0, NULL, NULL, FALSE), FALSE, ERROR_INVALID_HANDLE);
    ok_call_fails(SetWaitableTimer(NULL, &due, 0, NULL, NULL, FALSE), FALSE, ERROR_INVALID_HANDLE);
    ok_call_fails(SetWaitableTimer(timer, NULL, 0, NULL, NULL, FALSE), FALSE, ERROR_NOACCESS);
    ok_call_fails(CancelWaitableTimer(event), FALSE, ERROR_INVALID_HANDLE);
    ok_call_fails(SetEvent(timer), FALSE, ERROR_INVALID_HANDLE);
    ok_call_fails(CreateWaitableTimerEx(NULL, NULL, 0x10, TIMER_ALL_ACCESS), NULL, ERROR_INVALID_PARAMETER);
    SetLastError(0);
    ok(SetWaitableTimer(timer, &due, 0, NULL, NULL, TRUE), "a timer may be asked to wake the system");
    ok(GetLastError() == ERROR_NOT_SUPPORTED, "which this one does not");
    ok(SetWaitableTimerEx(timer, &due, 0, NULL, NULL, NULL, 100), "SetWaitableTimerEx");
    high = CreateWaitableTimerEx(NULL, NULL, CREATE_WAITABLE_TIMER_MANUAL_RESET | CREATE_WAITABLE_TIMER_HIGH_RESOLUTION,
                                 TIMER_ALL_ACCESS);
    ok(high != NULL, "CreateWaitableTimerEx");
    set_timer(high, 0, 0);
    ok(signaled_within(high, 5000) && signaled_within(high, 0), "it is a manual timer");
    CloseHandle(high);
    CloseHandle(timer);
    ok_call_fails(SetWaitableTimer(timer, &due, 0, NULL, NULL, FALSE), FALSE, ERROR_INVALID_HANDLE);
    CloseHandle(event);
}

int main(void)
{
    reset_rules();
    due_times();
    periods();
    arguments();
    return ok_done();
}
