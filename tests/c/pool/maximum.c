/* A pool's maximum limits how many callbacks run at once; its minimum cannot exceed it. */
#include "pool.h"

static volatile LONG inside, most, ended;

static void CALLBACK run(PTP_CALLBACK_INSTANCE instance, PVOID context, PTP_WORK work)
{
    LONG now = InterlockedIncrement(&inside), seen;
    (void)instance;
    (void)context;
    (void)work;
    while ((seen = current(&most)) < now && InterlockedCompareExchange(&most, now, seen) != seen)
        ;
    Sleep(5);
    InterlockedDecrement(&inside);
    InterlockedIncrement(&ended);
}

int main(void)
{
    TP_CALLBACK_ENVIRON environment;
    PTP_POOL pool = CreateThreadpool(NULL);
    PTP_WORK work;
    int i;
    require(pool != NULL);
    SetThreadpoolThreadMaximum(pool, 3);
    ok(!SetThreadpoolThreadMinimum(pool, 4) && GetLastError() == ERROR_INVALID_PARAMETER, "minimum above maximum");
    ok(SetThreadpoolThreadMinimum(pool, 2), "a minimum");
    InitializeThreadpoolEnvironment(&environment);
    SetThreadpoolCallbackPool(&environment, pool);
    work = CreateThreadpoolWork(run, NULL, &environment);
    require(work != NULL);
    DestroyThreadpoolEnvironment(&environment);
    for (i = 0; i < 30; i++)
        SubmitThreadpoolWork(work);
    WaitForThreadpoolWorkCallbacks(work, FALSE);
    ok(ended == 30 && most <= 3, "%d ran, %d at once", (int)ended, (int)most);
    CloseThreadpoolWork(work);
    CloseThreadpool(pool);
    ok(!SetThreadpoolThreadMinimum(pool, 1) && GetLastError() == ERROR_INVALID_HANDLE, "the pool is closed");
    return ok_done();
}
