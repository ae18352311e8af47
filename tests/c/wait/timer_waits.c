/* Timers beside other objects in every kind of wait. */
#include "wait.h"

static void set_late(void *timer)
{
    Sleep(20);
    set_timer((HANDLE)timer, 0, 0);
}

int main(void)
{
    HANDLE timer = new_timer(FALSE), event = new_event(), copy;
    HANDLE both[2];
    struct thread thread;
    both[0] = event;
    both[1] = timer;

    set_timer(timer, 10, 0);
    ok(WaitForMultipleObjects(2, both, FALSE, 5000) == WAIT_OBJECT_0 + 1, "the timer ends a wait for any");
    set_timer(timer, 0, 0);
    ok(WaitForMultipleObjects(2, both, TRUE, 30) == WAIT_TIMEOUT, "a wait for all needs both");
    ok(signaled_within(timer, 0), "and takes nothing before");
    set_event(event);
    set_timer(timer, 10, 0);
    ok(WaitForMultipleObjects(2, both, TRUE, 5000) == WAIT_OBJECT_0, "both");
    ok(!signaled_within(timer, 0), "taken");

    ResetEvent(event);
    set_timer(timer, 10, 0);
    ok(SignalObjectAndWait(event, timer, 5000, FALSE) == WAIT_OBJECT_0, "SignalObjectAndWait waits for it");
    ok(signaled_within(event, 0), "and signaled the event");
    ok_call_fails(SignalObjectAndWait(timer, event, 0, FALSE), WAIT_FAILED, ERROR_INVALID_HANDLE);

    require(DuplicateHandle(GetCurrentProcess(), timer, GetCurrentProcess(), &copy, 0, FALSE, DUPLICATE_SAME_ACCESS));
    CloseHandle(timer);
    start_thread(&thread, set_late, copy);
    ok(signaled_within(copy, 5000), "a second handle is the same timer");
    join_thread(&thread);
    set_timer(copy, 0, 0);
    ok(WSAWaitForMultipleEvents(1, &copy, FALSE, 0, FALSE) == WSA_WAIT_FAILED && WSAGetLastError() == WSANOTINITIALISED,
       "the Winsock call needs start-up");
    ok(signaled_within(copy, 0), "and took nothing");
    CloseHandle(copy);
    return ok_done();
}
