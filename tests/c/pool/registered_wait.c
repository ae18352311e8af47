/* RegisterWaitForSingleObject: again and again or once, with an interval, until it is unregistered. */
#include "pool.h"

static volatile LONG signals, timeouts;

static void CALLBACK on_end(PVOID context, BOOLEAN timed_out)
{
    ok(context == &signals, "the context");
    InterlockedIncrement(timed_out ? &timeouts : &signals);
}

int main(void)
{
    HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL), wait = NULL;
    int i;
    require(RegisterWaitForSingleObject(&wait, event, on_end, (PVOID)&signals, INFINITE, WT_EXECUTEDEFAULT));
    for (i = 1; i <= 5; i++) {
        set_event(event);
        ok(reaches(&signals, i), "signal %d", i);
    }
    ok(UnregisterWaitEx(wait, INVALID_HANDLE_VALUE), "unregistered");
    set_event(event);
    ok(signaled_within(event, 0) && current(&signals) == 5, "the event is left alone");
    ok(!UnregisterWait(wait) && GetLastError() == ERROR_INVALID_HANDLE, "no longer a wait");

    require(RegisterWaitForSingleObject(&wait, event, on_end, (PVOID)&signals, INFINITE, WT_EXECUTEONLYONCE));
    set_event(event);
    ok(reaches(&signals, 6), "the only signal");
    set_event(event);
    Sleep(20);
    ok(current(&signals) == 6 && signaled_within(event, 0), "the second is not taken");
    ok(UnregisterWaitEx(wait, INVALID_HANDLE_VALUE), "unregistered");

    require(RegisterWaitForSingleObject(&wait, event, on_end, (PVOID)&signals, 5, WT_EXECUTEDEFAULT));
    while (current(&timeouts) < 5)
        Sleep(1);
    ok(UnregisterWaitEx(wait, INVALID_HANDLE_VALUE), "unregistered");
    timeouts = 0;
    Sleep(20);
    ok(current(&timeouts) == 0, "no interval ends after that");

    ok(!RegisterWaitForSingleObject(&wait, (HANDLE)(ULONG_PTR)0x7ffffff4, on_end, NULL, 0, 0)
           && GetLastError() == ERROR_INVALID_HANDLE,
       "no handle");
    ok(!RegisterWaitForSingleObject(&wait, event, NULL, NULL, 0, 0) && GetLastError() == ERROR_INVALID_PARAMETER,
       "no function");
    ok(!RegisterWaitForSingleObject(NULL, event, on_end, NULL, 0, 0) && GetLastError() == ERROR_INVALID_PARAMETER,
       "no place for the handle");
    return ok_done();
}
