/* A callback of a timer queue that ends its thread has ended: deletions do not wait for it, later callbacks run. */
#include "pool.h"

static volatile LONG left, counted;

static void CALLBACK leave(PVOID parameter, BOOLEAN fired)
{
    (void)parameter;
    (void)fired;
    InterlockedIncrement(&left);
    ExitThread(7);
}

static void CALLBACK count(PVOID parameter, BOOLEAN fired)
{
    (void)parameter;
    (void)fired;
    InterlockedIncrement(&counted);
}

static int comes_to(volatile LONG *count, LONG least)
{
    int i;
    for (i = 0; i < 20000 && current(count) < least; i++)
        Sleep(1);
    return current(count) >= least;
}

static void leaves_and_goes_on(ULONG flags)
{
    HANDLE queue = CreateTimerQueue(), leaving, counting, told = new_event();
    require(queue != NULL);
    InterlockedExchange(&left, 0);
    InterlockedExchange(&counted, 0);
    require(CreateTimerQueueTimer(&leaving, queue, leave, NULL, 0, 1, flags));
    require(CreateTimerQueueTimer(&counting, queue, count, NULL, 0, 1, flags));
    ok(comes_to(&left, 3) && comes_to(&counted, 3), "flags %lx: %ld left, %ld counted", (unsigned long)flags, (long)left, (long)counted);
    ok(DeleteTimerQueueTimer(queue, leaving, INVALID_HANDLE_VALUE), "waits for no callback that has left");
    require(CreateTimerQueueTimer(&leaving, queue, leave, NULL, 0, 1, flags));
    ok(comes_to(&left, 6), "leaves again");
    ok(DeleteTimerQueueTimer(queue, leaving, told) && signaled_within(told, 20000), "the event is set");
    ok(DeleteTimerQueueEx(queue, INVALID_HANDLE_VALUE), "DeleteTimerQueueEx");
    CloseHandle(told);
}

int main(void)
{
    leaves_and_goes_on(WT_EXECUTEDEFAULT);
    leaves_and_goes_on(WT_EXECUTEINTIMERTHREAD);
    leaves_and_goes_on(WT_EXECUTELONGFUNCTION);
    leaves_and_goes_on(WT_EXECUTEINPERSISTENTTHREAD);
    leaves_and_goes_on(WT_EXECUTEINIOTHREAD);
    return ok_done();
}
