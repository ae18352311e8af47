/* Deleting timers and queues while their callbacks run: not waiting, waiting, and being told by an event. */
#include "wait.h"

static HANDLE begun, release;
static volatile LONG running, ended;

static void CALLBACK blocks(PVOID unused, BOOLEAN fired)
{
    (void)unused;
    (void)fired;
    InterlockedIncrement(&running);
    SetEvent(begun);
    WaitForSingleObject(release, 20000);
    InterlockedIncrement(&ended);
    InterlockedDecrement(&running);
}

static HANDLE blocked_timer(HANDLE queue)
{
    HANDLE timer;
    ResetEvent(release);
    ResetEvent(begun);
    InterlockedExchange(&ended, 0);
    require(CreateTimerQueueTimer(&timer, queue, blocks, NULL, 0, 0, WT_EXECUTELONGFUNCTION));
    require(signaled_within(begun, 5000));
    return timer;
}

static void release_soon(void *unused)
{
    (void)unused;
    Sleep(30);
    SetEvent(release);
}

static HANDLE own_timer;
static BOOL own_result;
static DWORD own_error;

static void CALLBACK deletes_itself(PVOID told, BOOLEAN fired)
{
    (void)fired;
    own_result = DeleteTimerQueueTimer(NULL, own_timer, INVALID_HANDLE_VALUE);
    own_error = GetLastError();
    SetEvent((HANDLE)told);
}

int main(void)
{
    HANDLE queue = CreateTimerQueue(), done = new_event(), timer;
    struct thread thread;
    begun = new_event();
    release = new_event();

    timer = blocked_timer(NULL);
    ok_call_fails(DeleteTimerQueueTimer(NULL, timer, NULL), FALSE, ERROR_IO_PENDING);
    ok(current(&ended) == 0, "the callback runs on");
    SetEvent(release);
    while (current(&ended) == 0)
        Sleep(1);

    timer = blocked_timer(queue);
    ok(DeleteTimerQueueTimer(queue, timer, done), "an event is told");
    ok(!signaled_within(done, 20), "not while the callback runs");
    SetEvent(release);
    ok(signaled_within(done, 5000) && current(&ended) == 1, "but after it");

    timer = blocked_timer(queue);
    start_thread(&thread, release_soon, NULL);
    ok(DeleteTimerQueueTimer(queue, timer, INVALID_HANDLE_VALUE) && current(&ended) == 1, "a deletion that waits");
    join_thread(&thread);

    ResetEvent(done);
    own_timer = NULL;
    require(CreateTimerQueueTimer(&own_timer, NULL, deletes_itself, done, INFINITE, 0, WT_EXECUTEDEFAULT));
    require(ChangeTimerQueueTimer(NULL, own_timer, 0, 0));
    ok(signaled_within(done, 5000), "a callback cannot wait for itself");
    ok(own_result == FALSE && own_error == ERROR_IO_PENDING, "error %lu", (unsigned long)own_error);

    blocked_timer(queue);
    require(CreateTimerQueueTimer(&timer, queue, blocks, NULL, HOUR_MS, 0, WT_EXECUTEDEFAULT));
    ResetEvent(done);
    ok(DeleteTimerQueueEx(queue, done), "a queue with a callback that runs");
    ok(!signaled_within(done, 20), "not told while it runs");
    ok_call_fails(ChangeTimerQueueTimer(NULL, timer, 0, 0), FALSE, ERROR_INVALID_HANDLE);
    SetEvent(release);
    ok(signaled_within(done, 5000) && current(&ended) == 1, "told after it");

    queue = CreateTimerQueue();
    blocked_timer(queue);
    start_thread(&thread, release_soon, NULL);
    ok(DeleteTimerQueueEx(queue, INVALID_HANDLE_VALUE) && current(&ended) == 1 && current(&running) == 0, "a queue, waiting");
    join_thread(&thread);
    return ok_done();
}
