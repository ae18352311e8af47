/* Wait objects: one callback each time they are set, for the signal or the timeout, or none when unset before. */
#include "pool.h"

static volatile LONG signals, timeouts;

static void CALLBACK on_end(PTP_CALLBACK_INSTANCE instance, PVOID context, PTP_WAIT wait, TP_WAIT_RESULT result)
{
    (void)instance;
    (void)wait;
    ok(context == &signals && (result == WAIT_OBJECT_0 || result == WAIT_TIMEOUT), "result %d", (int)result);
    InterlockedIncrement(result == WAIT_OBJECT_0 ? &signals : &timeouts);
}

int main(void)
{
    HANDLE manual = new_event(), automatic = CreateEvent(NULL, FALSE, FALSE, NULL);
    FILETIME soon = relative_ms(20), late = relative_ms(3600000), zero = {0, 0};
    PTP_WAIT wait = CreateThreadpoolWait(on_end, (PVOID)&signals, NULL);
    require(wait != NULL);
    SetThreadpoolWait(wait, manual, NULL);
    set_event(manual);
    ok(reaches(&signals, 1), "signaled");
    Sleep(20);
    ok(current(&signals) == 1, "once");
    SetThreadpoolWait(wait, manual, &zero);
    ok(reaches(&signals, 2), "signaled already");
    ResetEvent(manual);
    SetThreadpoolWait(wait, manual, &zero);
    ok(reaches(&timeouts, 1), "timed out at once");
    SetThreadpoolWait(wait, manual, &soon);
    ok(reaches(&timeouts, 2), "timed out");
    ok(!SetThreadpoolWaitEx(wait, manual, &late, NULL), "nothing was to be cancelled");
    ok(SetThreadpoolWaitEx(wait, automatic, &late, NULL), "the former wait was");
    set_event(manual);
    Sleep(20);
    ok(current(&signals) == 2, "the former handle is watched no longer");
    set_event(automatic);
    ok(reaches(&signals, 3) && !signaled_within(automatic, 0), "the event is taken");
    SetThreadpoolWait(wait, automatic, NULL);
    ok(SetThreadpoolWaitEx(wait, NULL, NULL, NULL), "unset");
    set_event(automatic);
    WaitForThreadpoolWaitCallbacks(wait, FALSE);
    ok(signaled_within(automatic, 0) && current(&signals) == 3, "the event is left alone");
    ok(!SetThreadpoolWaitEx(wait, (HANDLE)(ULONG_PTR)0x7ffffff4, NULL, NULL) && GetLastError() == ERROR_INVALID_HANDLE,
       "no handle");
    SetThreadpoolWait(wait, automatic, &late);
    CloseThreadpoolWait(wait);
    set_event(automatic);
    ok(signaled_within(automatic, 0), "closed");
    return ok_done();
}
