/* WaitForThreadpoolWorkCallbacks waits for every callback that was submitted, or cancels those that have not begun. */
#include "pool.h"

static struct gate gate;
static volatile LONG ended;

static void CALLBACK run(PTP_CALLBACK_INSTANCE instance, PVOID context, PTP_WORK work)
{
    (void)instance;
    (void)work;
    ok(context == &gate, "the context");
    pass_gate(&gate);
    InterlockedIncrement(&ended);
}

static void open_gate(void *parameter)
{
    (void)parameter;
    Sleep(30);
    set_event(gate.open);
}

int main(void)
{
    TP_CALLBACK_ENVIRON environment;
    PTP_POOL pool = CreateThreadpool(NULL);
    struct thread opener;
    PTP_WORK work;
    int i;
    make_gate(&gate);
    SetThreadpoolThreadMaximum(pool, 1);
    InitializeThreadpoolEnvironment(&environment);
    SetThreadpoolCallbackPool(&environment, pool);
    work = CreateThreadpoolWork(run, &gate, &environment);
    require(work != NULL);
    WaitForThreadpoolWorkCallbacks(work, FALSE);
    for (i = 0; i < 10; i++)
        SubmitThreadpoolWork(work);
    ok(reaches(&gate.inside, 1), "the first begins");
    start_thread(&opener, open_gate, NULL);
    WaitForThreadpoolWorkCallbacks(work, TRUE);
    ok(ended == 1, "one ran, nine are cancelled: %d", (int)ended);
    join_thread(&opener);
    for (i = 0; i < 10; i++)
        SubmitThreadpoolWork(work);
    WaitForThreadpoolWorkCallbacks(work, FALSE);
    ok(ended == 11, "all of the next ten ran: %d", (int)ended);
    CloseThreadpoolWork(work);
    SubmitThreadpoolWork(work);
    ok(GetLastError() == ERROR_INVALID_HANDLE, "the object is closed");
    CloseThreadpool(pool);
    return ok_done();
}
