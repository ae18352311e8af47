/* SignalObjectAndWait: what can be signaled, what can be waited for, and what fails without signaling anything. */
#include "wait.h"

static HANDLE mutex, turn[2];

static void owner(void *unused)
{
    (void)unused;
    require(signaled_within(mutex, 5000));
    set_event(turn[0]);
    ok(SignalObjectAndWait(mutex, turn[1], 20000, FALSE) == WAIT_OBJECT_0, "the mutex is released, then waited");
}

static void CALLBACK apc(ULONG_PTR count)
{
    ++*(int *)count;
}

int main(void)
{
    HANDLE event = new_event(), manual = new_event(), semaphore = CreateSemaphore(NULL, 0, 1, NULL);
    HANDLE port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0);
    struct thread thread;
    int calls = 0;
    mutex = CreateMutex(NULL, FALSE, NULL);
    turn[0] = new_event();
    turn[1] = new_event();
    set_event(manual);

    ok(SignalObjectAndWait(event, manual, 0, FALSE) == WAIT_OBJECT_0 && signaled_within(event, 0), "an event is set");
    ok(SignalObjectAndWait(semaphore, event, 0, FALSE) == WAIT_OBJECT_0, "a semaphore is released by one");
    ok_call_fails(SignalObjectAndWait(semaphore, event, 0, FALSE), WAIT_FAILED, ERROR_TOO_MANY_POSTS);
    ok(signaled_within(semaphore, 0) && !signaled_within(semaphore, 0), "by one");
    ok_call_fails(SignalObjectAndWait(mutex, event, 0, FALSE), WAIT_FAILED, ERROR_NOT_OWNER);

    ResetEvent(event);
    ok_call_fails(SignalObjectAndWait(event, NULL, 0, FALSE), WAIT_FAILED, ERROR_INVALID_HANDLE);
    ok_call_fails(SignalObjectAndWait(event, port, 0, FALSE), WAIT_FAILED, ERROR_INVALID_HANDLE);
    ok(!signaled_within(event, 0), "nothing is signaled when the wait is impossible");
    ok_call_fails(SignalObjectAndWait(NULL, event, 0, FALSE), WAIT_FAILED, ERROR_INVALID_HANDLE);
    ok_call_fails(SignalObjectAndWait(GetCurrentThread(), event, 0, FALSE), WAIT_FAILED, ERROR_INVALID_HANDLE);
    ok(SignalObjectAndWait(event, GetCurrentThread(), 1, FALSE) == WAIT_TIMEOUT, "the own thread never ends");

    ResetEvent(event);
    require(QueueUserAPC(apc, GetCurrentThread(), (ULONG_PTR)&calls));
    ok(SignalObjectAndWait(manual, event, INFINITE, TRUE) == WAIT_IO_COMPLETION && calls == 1, "an alertable wait");

    start_thread(&thread, owner, NULL);
    require(signaled_within(turn[0], 5000));
    ok(signaled_within(mutex, 5000), "released by the owner");
    ok(SignalObjectAndWait(turn[1], thread.handle, 20000, FALSE) == WAIT_OBJECT_0, "a thread is waited for");
    ReleaseMutex(mutex);
    join_thread(&thread);
    return ok_done();
}
