/* Console control handlers run on a thread of their own, the last added first, until one takes the event. */
#include "wait.h"
#include <signal.h>

static HANDLE called;
static volatile LONG seen_by_first, seen_by_second, thread_of_handler;

static BOOL WINAPI first(DWORD event)
{
    InterlockedExchange(&seen_by_first, (LONG)event + 1);
    InterlockedExchange(&thread_of_handler, (LONG)GetCurrentThreadId());
    SetEvent(called);
    return TRUE;
}

static BOOL WINAPI second(DWORD event)
{
    InterlockedExchange(&seen_by_second, (LONG)event + 1);
    return event == CTRL_BREAK_EVENT && SetEvent(called);
}

int main(void)
{
    called = CreateEvent(NULL, FALSE, FALSE, NULL);
    ok_call_fails(SetConsoleCtrlHandler(first, FALSE), FALSE, ERROR_INVALID_PARAMETER);
    require(SetConsoleCtrlHandler(first, TRUE) && SetConsoleCtrlHandler(second, TRUE));
    require(raise(SIGINT) == 0);
    ok(signaled_within(called, 5000), "Ctrl+C is told");
    ok(current(&seen_by_second) == CTRL_C_EVENT + 1 && current(&seen_by_first) == CTRL_C_EVENT + 1,
       "to both: the second did not take it");
    ok(current(&thread_of_handler) != (LONG)GetCurrentThreadId(), "on another thread");
    ok(SetConsoleCtrlHandler(second, FALSE), "removed");
    InterlockedExchange(&seen_by_second, 0);
    require(raise(SIGINT) == 0);
    ok(signaled_within(called, 5000) && current(&seen_by_second) == 0, "a removed handler is not called");
    ok_call_fails(GenerateConsoleCtrlEvent(99, 0), FALSE, ERROR_INVALID_PARAMETER);
    ok(SetConsoleCtrlHandler(NULL, TRUE), "Ctrl+C can be ignored");
    InterlockedExchange(&seen_by_first, 0);
    require(raise(SIGINT) == 0);
    ok(!signaled_within(called, 50) && current(&seen_by_first) == 0, "then nobody is told");
    ok(SetConsoleCtrlHandler(NULL, FALSE), "and heard again");
    require(raise(SIGINT) == 0);
    ok(signaled_within(called, 5000), "told");
    return ok_done();
}
