/* Timers of timer queues: once, with a period, changed, on the timer thread and on others. */
#include "wait.h"

static volatile LONG calls, thread_of_call;
static HANDLE called;

static void CALLBACK count(PVOID parameter, BOOLEAN fired)
{
    ok(fired == TRUE, "the timer fired");
    InterlockedIncrement((volatile LONG *)parameter);
    InterlockedExchange(&thread_of_call, (LONG)GetCurrentThreadId());
    SetEvent(called);
}

static void once(HANDLE queue, ULONG flags)
{
    HANDLE timer = NULL;
    double begun = now_ms();
    InterlockedExchange(&calls, 0);
    ResetEvent(called);
    ok(CreateTimerQueueTimer(&timer, queue, count, (PVOID)&calls, 20, flags & WT_EXECUTEONLYONCE ? 1 : 0, flags) && timer != NULL, "flags %lx", flags);
    ok(signaled_within(called, 5000), "called");
    ok(now_ms() - begun >= 19, "not before its time: %f ms", now_ms() - begun);
    ok(current(&thread_of_call) != (LONG)GetCurrentThreadId(), "on another thread");
    ok(ChangeTimerQueueTimer(queue, timer, 0, 0), "a timer that has gone off can be changed");
    Sleep(20);
    ok(current(&calls) == 1, "without effect: %ld calls", (long)current(&calls));
    ok(DeleteTimerQueueTimer(queue, timer, INVALID_HANDLE_VALUE), "DeleteTimerQueueTimer");
    ok_call_fails(DeleteTimerQueueTimer(queue, timer, NULL), FALSE, ERROR_INVALID_HANDLE);
}

static void periodic(HANDLE queue, ULONG flags)
{
    HANDLE timer;
    LONG after;
    InterlockedExchange(&calls, 0);
    require(CreateTimerQueueTimer(&timer, queue, count, (PVOID)&calls, 0, 2, flags));
    while (current(&calls) < 5) {
        ResetEvent(called);
        if (current(&calls) < 5)
            require(signaled_within(called, 5000));
    }
    ok(DeleteTimerQueueTimer(queue, timer, INVALID_HANDLE_VALUE), "DeleteTimerQueueTimer");
    after = current(&calls);
    Sleep(20);
    ok(current(&calls) == after, "no call after a deletion that waited");
}

static void changed(HANDLE queue)
{
    HANDLE timer;
    InterlockedExchange(&calls, 0);
    ResetEvent(called);
    require(CreateTimerQueueTimer(&timer, queue, count, (PVOID)&calls, INFINITE, 0, WT_EXECUTEDEFAULT));
    ok(!signaled_within(called, 20), "it waits to be changed");
    ok(ChangeTimerQueueTimer(queue, timer, HOUR_MS, 0) && !signaled_within(called, 20), "to an hour");
    ok(ChangeTimerQueueTimer(queue, timer, 0, 0) && signaled_within(called, 5000), "to now");
    ok(DeleteTimerQueueTimer(queue, timer, INVALID_HANDLE_VALUE), "DeleteTimerQueueTimer");
}

static void arguments(HANDLE queue)
{
    HANDLE timer, other = CreateTimerQueue();
    ok_call_fails(CreateTimerQueueTimer(NULL, queue, count, NULL, 0, 0, 0), FALSE, ERROR_INVALID_PARAMETER);
    ok_call_fails(CreateTimerQueueTimer(&timer, queue, NULL, NULL, 0, 0, 0), FALSE, ERROR_INVALID_PARAMETER);
    ok_call_fails(CreateTimerQueueTimer(&timer, called, count, NULL, 0, 0, 0), FALSE, ERROR_INVALID_HANDLE);
    require(CreateTimerQueueTimer(&timer, queue, count, (PVOID)&calls, HOUR_MS, 0, WT_EXECUTEONLYONCE));
    ok_call_fails(ChangeTimerQueueTimer(other, timer, 0, 0), FALSE, ERROR_INVALID_PARAMETER);
    ok_call_fails(ChangeTimerQueueTimer(queue, called, 0, 0), FALSE, ERROR_INVALID_HANDLE);
    ok_call_fails(DeleteTimerQueueTimer(queue, timer, timer), FALSE, ERROR_INVALID_HANDLE);
    ok_call_fails(WaitForSingleObject(timer, 0), WAIT_FAILED, ERROR_INVALID_HANDLE);
    ok_call_fails(CloseHandle(timer), FALSE, ERROR_INVALID_HANDLE);
    ok_call_fails(DeleteTimerQueueEx(NULL, NULL), FALSE, ERROR_INVALID_HANDLE);
    ok_call_fails(DeleteTimerQueueEx(called, NULL), FALSE, ERROR_INVALID_HANDLE);
    ok(DeleteTimerQueueTimer(queue, timer, NULL), "nothing was outstanding");
    ok(DeleteTimerQueue(other), "DeleteTimerQueue");
}

int main(void)
{
    HANDLE queue = CreateTimerQueue();
    require(queue != NULL);
    called = new_event();
    once(queue, WT_EXECUTEDEFAULT);
    once(queue, WT_EXECUTEINTIMERTHREAD);
    once(queue, WT_EXECUTEONLYONCE | WT_EXECUTELONGFUNCTION);
    once(queue, WT_EXECUTEINPERSISTENTTHREAD);
    once(NULL, WT_EXECUTEDEFAULT);
    periodic(queue, WT_EXECUTEDEFAULT);
    periodic(NULL, WT_EXECUTEINTIMERTHREAD);
    changed(queue);
    arguments(queue);
    ok(DeleteTimerQueueEx(queue, INVALID_HANDLE_VALUE), "DeleteTimerQueueEx");
    ok_call_fails(DeleteTimerQueueEx(queue, NULL), FALSE, ERROR_INVALID_HANDLE);
    return ok_done();
}
