/* A mutex whose owner ended: the next wait says so, once, in every kind of wait. */
#include "wait.h"

static HANDLE first, second;

static void take(void *mutex)
{
    require(WaitForSingleObject((HANDLE)mutex, 5000) != WAIT_TIMEOUT);
}

static void abandon(HANDLE mutex)
{
    struct thread thread;
    start_thread(&thread, take, mutex);
    join_thread(&thread);
}

static void take_both(void *unused)
{
    (void)unused;
    take(first);
    take(second);
}

int main(void)
{
    HANDLE both[2], event = new_event();
    struct thread thread;
    both[0] = first = CreateMutex(NULL, FALSE, NULL);
    both[1] = second = CreateMutex(NULL, FALSE, NULL);

    abandon(first);
    ok(WaitForSingleObject(first, 0) == WAIT_ABANDONED, "a single wait");
    ok(WaitForSingleObject(first, 0) == WAIT_OBJECT_0, "told once; owned twice");
    ok(ReleaseMutex(first) && ReleaseMutex(first), "owned by this thread");
    ok_call_fails(ReleaseMutex(first), FALSE, ERROR_NOT_OWNER);

    abandon(second);
    ok(WaitForMultipleObjects(2, both, TRUE, 0) == WAIT_ABANDONED_0, "a wait for all");
    ReleaseMutex(first);
    ReleaseMutex(second);

    abandon(second);
    both[0] = event;
    ok(WaitForMultipleObjects(2, both, FALSE, 0) == WAIT_ABANDONED_0 + 1, "a wait for any, with its index");
    ReleaseMutex(second);

    abandon(second);
    ok(SignalObjectAndWait(event, second, 0, FALSE) == WAIT_ABANDONED, "SignalObjectAndWait");
    ReleaseMutex(second);

    start_thread(&thread, take_both, NULL);
    join_thread(&thread);
    ok(WaitForSingleObject(first, 0) == WAIT_ABANDONED && WaitForSingleObject(second, 0) == WAIT_ABANDONED, "both");

    ok(ReleaseMutex(first) && ReleaseMutex(second), "released");
    return ok_done();
}
