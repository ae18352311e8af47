/* CallbackMayRunLong is TRUE while the pool has or may start another thread, FALSE in a pool with one thread. */
#include "pool.h"

static volatile LONG answers[2], ended;

static void CALLBACK run(PTP_CALLBACK_INSTANCE instance, PVOID context)
{
    *(volatile LONG *)context = CallbackMayRunLong(instance);
    InterlockedIncrement(&ended);
}

int main(void)
{
    TP_CALLBACK_ENVIRON environment;
    PTP_POOL pool = CreateThreadpool(NULL);
    answers[1] = 7;
    SetThreadpoolThreadMaximum(pool, 1);
    InitializeThreadpoolEnvironment(&environment);
    SetThreadpoolCallbackPool(&environment, pool);
    SetThreadpoolCallbackRunsLong(&environment);
    SetThreadpoolCallbackPersistent(&environment);
    SetThreadpoolCallbackPriority(&environment, TP_CALLBACK_PRIORITY_HIGH);
    require(TrySubmitThreadpoolCallback(run, (PVOID)&answers[0], NULL));
    require(TrySubmitThreadpoolCallback(run, (PVOID)&answers[1], &environment));
    ok(reaches(&ended, 2), "both ran");
    ok(answers[0] == TRUE && answers[1] == FALSE, "%d and %d", (int)answers[0], (int)answers[1]);
    environment.Version = 9;
    ok(!TrySubmitThreadpoolCallback(run, (PVOID)&answers[0], &environment) && GetLastError() == ERROR_INVALID_PARAMETER,
       "an unknown version");
    CloseThreadpool(pool);
    return ok_done();
}
