/* Completion routines of waitable timers run on the thread that set the timer, in its alertable waits. */
#include "wait.h"

static int calls;
static void *last_argument;
static ULONGLONG last_time;
static DWORD last_thread;

static void APIENTRY routine(LPVOID argument, DWORD low, DWORD high)
{
    calls++;
    last_argument = argument;
    last_time = (ULONGLONG)high << 32 | low;
    last_thread = GetCurrentThreadId();
}

static void set_with_routine(HANDLE timer, LONGLONG milliseconds, LONG period)
{
    LARGE_INTEGER due = in_ms(milliseconds);
    require(SetWaitableTimer(timer, &due, period, routine, &calls, FALSE));
}

static void runs_in_alertable_waits(HANDLE timer)
{
    ULONGLONG begun = file_time_now();
    set_with_routine(timer, 20, 0);
    ok(SleepEx(40, FALSE) == 0, "not alertable");
    ok(calls == 0, "%d calls", calls);
    ok(SleepEx(10000, TRUE) == WAIT_IO_COMPLETION && calls == 1, "%d calls", calls);
    ok(last_argument == &calls && last_thread == GetCurrentThreadId(), "argument and thread");
    ok(last_time >= begun + 19 * 10000 && last_time <= file_time_now(), "the time at which it was signaled");
    ok(signaled_within(timer, 0), "the timer is signaled too");
}

static void is_taken_back(HANDLE timer)
{
    calls = 0;
    set_with_routine(timer, 0, 0);
    ok(signaled_within(timer, 5000), "signaled");
    CancelWaitableTimer(timer);
    ok(SleepEx(0, TRUE) == 0 && calls == 0, "cancelling takes the routine back");
    set_with_routine(timer, 0, 0);
    set_timer(timer, HOUR_MS, 0);
    ok(SleepEx(0, TRUE) == 0 && calls == 0, "so does setting");
    set_with_routine(timer, 1, 1);
    Sleep(30);
    CancelWaitableTimer(timer);
    set_with_routine(timer, 1, 1);
    while (calls < 3)
        ok(SleepEx(5000, TRUE) == WAIT_IO_COMPLETION, "call %d", calls);
    CancelWaitableTimer(timer);
}

static void one_is_queued(HANDLE timer)
{
    calls = 0;
    set_with_routine(timer, 1, 1);
    Sleep(50);
    /* However many periods have passed, one call is queued. */
    ok(SleepEx(0, TRUE) == WAIT_IO_COMPLETION && calls <= 2, "%d calls", calls);
    CancelWaitableTimer(timer);
    calls = 0;
}

static void set_and_end(void *timer)
{
    set_with_routine((HANDLE)timer, 30, 0);
}

static void thread_ends(HANDLE timer)
{
    struct thread thread;
    start_thread(&thread, set_and_end, timer);
    join_thread(&thread);
    ok(!signaled_within(timer, 80) && calls == 0, "the end of the thread cancels the timer");
}

int main(void)
{
    HANDLE timer = new_timer(TRUE);
    runs_in_alertable_waits(timer);
    is_taken_back(timer);
    one_is_queued(timer);
    thread_ends(timer);
    CloseHandle(timer);
    return ok_done();
}
