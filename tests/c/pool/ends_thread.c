/* A callback that ends its thread changes nothing for the others, nor for those who wait for it. */
#include "pool.h"

static volatile LONG ended;
static HANDLE mutex;

static void CALLBACK leave(PTP_CALLBACK_INSTANCE instance, PVOID context, PTP_WORK work)
{
    (void)instance;
    (void)context;
    (void)work;
    InterlockedIncrement(&ended);
    if (current(&ended) == 1)
        ok(signaled_within(mutex, 20000), "the mutex is free");
    ExitThread(5);
}

static DWORD WINAPI leave_item(LPVOID context)
{
    InterlockedIncrement((volatile LONG *)context);
    ExitThread(6);
    return 0;
}

static DWORD WINAPI count(LPVOID context)
{
    InterlockedIncrement((volatile LONG *)context);
    return 0;
}

int main(void)
{
    static volatile LONG left, counted;
    PTP_WORK work = CreateThreadpoolWork(leave, NULL, NULL);
    int i;
    require(work != NULL);
    mutex = CreateMutex(NULL, FALSE, NULL);
    SubmitThreadpoolWork(work);
    WaitForThreadpoolWorkCallbacks(work, FALSE);
    ok(WaitForSingleObject(mutex, 20000) == WAIT_ABANDONED, "what the thread owned is abandoned");
    for (i = 0; i < 20; i++)
        SubmitThreadpoolWork(work);
    WaitForThreadpoolWorkCallbacks(work, FALSE);
    ok(ended == 21, "all ran: %d", (int)ended);
    CloseThreadpoolWork(work);
    for (i = 0; i < 20; i++) {
        require(QueueUserWorkItem(leave_item, (PVOID)&left, 0));
        require(QueueUserWorkItem(count, (PVOID)&counted, 0));
    }
    ok(reaches(&left, 20) && reaches(&counted, 20), "%d left, %d counted", (int)left, (int)counted);
    return ok_done();
}
