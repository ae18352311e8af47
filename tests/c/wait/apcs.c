/* Calls queued to a thread run in its alertable waits only, in order, and end those waits. */
#include "wait.h"

static int order[8], calls;

static void CALLBACK note(ULONG_PTR number)
{
    order[calls++] = (int)number;
}

static void CALLBACK queues_another(ULONG_PTR number)
{
    note(number);
    require(QueueUserAPC(note, GetCurrentThread(), number + 1));
}

static HANDLE waits, done;
static DWORD ended_with;

static void wait_alertably(void *unused)
{
    (void)unused;
    set_event(waits);
    ended_with = WaitForSingleObjectEx(done, 20000, TRUE);
}

static void CALLBACK set_done_of_other(ULONG_PTR value)
{
    ended_with = (DWORD)value;
}

int main(void)
{
    HANDLE both[2];
    struct thread thread;
    waits = new_event();
    both[0] = done = new_event();
    both[1] = new_event();

    require(QueueUserAPC(note, GetCurrentThread(), 1) && QueueUserAPC(note, GetCurrentThread(), 2));
    Sleep(1);
    ok(SleepEx(1, FALSE) == 0 && WaitForSingleObject(done, 0) == WAIT_TIMEOUT && calls == 0, "not alertable");
    ok(SleepEx(INFINITE, TRUE) == WAIT_IO_COMPLETION && calls == 2 && order[0] == 1 && order[1] == 2, "in order");
    ok(SleepEx(1, TRUE) == 0, "nothing is left");

    calls = 0;
    require(QueueUserAPC(queues_another, GetCurrentThread(), 5));
    ok(WaitForMultipleObjectsEx(2, both, TRUE, INFINITE, TRUE) == WAIT_IO_COMPLETION, "a wait for all is ended");
    ok(calls == 2 && order[0] == 5 && order[1] == 6, "one that a call queues runs in the same wait");

    /* A wait that is satisfied at once takes its object and leaves the calls for later. */
    calls = 0;
    set_event(done);
    require(QueueUserAPC(note, GetCurrentThread(), 7));
    ok(WaitForSingleObjectEx(done, INFINITE, TRUE) == WAIT_OBJECT_0 && calls == 0, "the object comes first");
    ok(SleepEx(0, TRUE) == WAIT_IO_COMPLETION && calls == 1, "SleepEx(0) is alertable");
    ResetEvent(done);

    start_thread(&thread, wait_alertably, NULL);
    require(signaled_within(waits, 5000));
    ok(QueueUserAPC(set_done_of_other, thread.handle, 0), "to another thread");
    require(signaled_within(thread.handle, 20000));
    ok(ended_with == WAIT_IO_COMPLETION, "its wait ended with %lx", (unsigned long)ended_with);
    ok_call_fails(QueueUserAPC(note, thread.handle, 0), 0, ERROR_GEN_FAILURE);
    join_thread(&thread);
    ok_call_fails(QueueUserAPC(note, done, 0), 0, ERROR_INVALID_HANDLE);
    ok_call_fails(QueueUserAPC(note, NULL, 0), 0, ERROR_INVALID_HANDLE);
    return ok_done();
}
