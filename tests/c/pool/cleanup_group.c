/* Closing the members of a group releases them all: what runs is waited for, what is queued is cancelled or waited for,
 * and each object that is cancelled is told so once, after its last callback. */
#include "pool.h"

static struct gate gate;
static volatile LONG ended, cancelled, cleanup;

static void CALLBACK work(PTP_CALLBACK_INSTANCE instance, PVOID context, PTP_WORK own)
{
    (void)instance;
    (void)context;
    (void)own;
    pass_gate(&gate);
    Sleep(10);
    InterlockedIncrement(&ended);
}

static void CALLBACK simple(PTP_CALLBACK_INSTANCE instance, PVOID context)
{
    (void)instance;
    (void)context;
    InterlockedIncrement(&ended);
}

static void CALLBACK never(PTP_CALLBACK_INSTANCE instance, PVOID context, PTP_TIMER timer)
{
    (void)instance;
    (void)context;
    (void)timer;
    ok(0, "the timer is released");
}

static void CALLBACK on_cancel(PVOID object_context, PVOID cleanup_context)
{
    InterlockedIncrement((volatile LONG *)object_context);
    InterlockedIncrement((volatile LONG *)cleanup_context);
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
    PTP_CLEANUP_GROUP group = CreateThreadpoolCleanupGroup();
    FILETIME later = relative_ms(50);
    struct thread opener;
    PTP_WORK object;
    PTP_TIMER timer;
    int i;
    require(pool != NULL && group != NULL);
    make_gate(&gate);
    SetThreadpoolThreadMaximum(pool, 1);
    InitializeThreadpoolEnvironment(&environment);
    SetThreadpoolCallbackPool(&environment, pool);
    SetThreadpoolCallbackCleanupGroup(&environment, group, on_cancel);
    object = CreateThreadpoolWork(work, (PVOID)&cancelled, &environment);
    timer = CreateThreadpoolTimer(never, (PVOID)&cancelled, &environment);
    require(object != NULL && timer != NULL);
    for (i = 0; i < 3; i++)
        SubmitThreadpoolWork(object);
    require(TrySubmitThreadpoolCallback(simple, (PVOID)&cancelled, &environment));
    SetThreadpoolTimer(timer, &later, 10, 0);
    ok(reaches(&gate.inside, 1), "one runs");
    start_thread(&opener, open_gate, NULL);
    CloseThreadpoolCleanupGroupMembers(group, TRUE, (PVOID)&cleanup);
    ok(ended == 1 && cancelled == 3 && cleanup == 3, "%d ended, %d cancelled, %d cleaned up", (int)ended, (int)cancelled,
       (int)cleanup);
    join_thread(&opener);
    SubmitThreadpoolWork(object);
    ok(GetLastError() == ERROR_INVALID_HANDLE, "members are released");

    object = CreateThreadpoolWork(work, (PVOID)&cancelled, &environment);
    for (i = 0; i < 3; i++)
        SubmitThreadpoolWork(object);
    require(TrySubmitThreadpoolCallback(simple, (PVOID)&cancelled, &environment));
    CloseThreadpoolCleanupGroupMembers(group, FALSE, (PVOID)&cleanup);
    ok(ended == 5 && cancelled == 3, "without cancelling all run: %d ended, %d cancelled", (int)ended, (int)cancelled);

    object = CreateThreadpoolWork(work, (PVOID)&cancelled, &environment);
    CloseThreadpoolWork(object);
    CloseThreadpoolCleanupGroupMembers(group, TRUE, (PVOID)&cleanup);
    ok(cancelled == 3, "an object that was closed is no member");
    CloseThreadpoolCleanupGroup(group);
    CloseThreadpool(pool);
    return ok_done();
}
