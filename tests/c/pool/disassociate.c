/* After DisassociateCurrentThreadFromCallback a callback may wait for the other callbacks of its own object. */
#include "pool.h"

static volatile LONG ended;

static void CALLBACK run(PTP_CALLBACK_INSTANCE instance, PVOID context, PTP_WORK work)
{
    (void)context;
    DisassociateCurrentThreadFromCallback(instance);
    DisassociateCurrentThreadFromCallback(instance);
    WaitForThreadpoolWorkCallbacks(work, FALSE);
    InterlockedIncrement(&ended);
}

int main(void)
{
    PTP_WORK work = CreateThreadpoolWork(run, NULL, NULL);
    require(work != NULL);
    SubmitThreadpoolWork(work);
    SubmitThreadpoolWork(work);
    ok(reaches(&ended, 2), "both end: %d", (int)current(&ended));
    CloseThreadpoolWork(work);
    return ok_done();
}
