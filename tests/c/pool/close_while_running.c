/* Objects and their pool may be closed while callbacks are queued and run: these run to their end. */
#include "pool.h"

static struct gate gate;
static volatile LONG ended;
static PTP_WORK work;

static void CALLBACK run(PTP_CALLBACK_INSTANCE instance, PVOID context, PTP_WORK own)
{
    (void)instance;
    (void)context;
    ok(own == work, "the object");
    pass_gate(&gate);
    InterlockedIncrement(&ended);
}

int main(void)
{
    TP_CALLBACK_ENVIRON environment;
    PTP_POOL pool = CreateThreadpool(NULL);
    int i;
    make_gate(&gate);
    SetThreadpoolThreadMaximum(pool, 2);
    InitializeThreadpoolEnvironment(&environment);
    SetThreadpoolCallbackPool(&environment, pool);
    work = CreateThreadpoolWork(run, NULL, &environment);
    require(work != NULL);
    for (i = 0; i < 6; i++)
        SubmitThreadpoolWork(work);
    ok(reaches(&gate.inside, 2), "two run");
    CloseThreadpoolWork(work);
    CloseThreadpool(pool);
    set_event(gate.open);
    ok(reaches(&ended, 6), "all six end: %d", (int)current(&ended));
    return ok_done();
}
