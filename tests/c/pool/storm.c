/* Work, timers and waits of several threads at once, closed while they run: nothing is lost, nothing runs after. */
#include "pool.h"

enum { THREADS = 4, ROUNDS = 25, SUBMITS = 20 };

struct round {
    volatile LONG runs;
    volatile LONG closed;
};

static void CALLBACK on_work(PTP_CALLBACK_INSTANCE instance, PVOID context, PTP_WORK work)
{
    struct round *round = (struct round *)context;
    (void)instance;
    (void)work;
    ok(!current(&round->closed), "nothing runs after the wait");
    InterlockedIncrement(&round->runs);
}

static void CALLBACK on_timer(PTP_CALLBACK_INSTANCE instance, PVOID context, PTP_TIMER timer)
{
    struct round *round = (struct round *)context;
    (void)instance;
    (void)timer;
    ok(!current(&round->closed), "no tick after the wait");
}

static void CALLBACK on_wait(PTP_CALLBACK_INSTANCE instance, PVOID context, PTP_WAIT wait, TP_WAIT_RESULT result)
{
    struct round *round = (struct round *)context;
    (void)instance;
    (void)wait;
    (void)result;
    ok(!current(&round->closed), "no signal after the wait");
}

static void run(void *parameter)
{
    FILETIME soon = relative_ms(1), zero = {0, 0};
    HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);
    int i, submit;
    (void)parameter;
    for (i = 0; i < ROUNDS; i++) {
        struct round round = {0, 0};
        PTP_WORK work = CreateThreadpoolWork(on_work, &round, NULL);
        PTP_TIMER timer = CreateThreadpoolTimer(on_timer, &round, NULL);
        PTP_WAIT wait = CreateThreadpoolWait(on_wait, &round, NULL);
        require(work != NULL && timer != NULL && wait != NULL);
        SetThreadpoolTimer(timer, &zero, 1, 0);
        for (submit = 0; submit < SUBMITS; submit++) {
            SubmitThreadpoolWork(work);
            SetThreadpoolWait(wait, event, submit % 2 ? &soon : NULL);
            set_event(event);
        }
        WaitForThreadpoolWorkCallbacks(work, i % 3 == 0);
        SetThreadpoolTimer(timer, NULL, 0, 0);
        WaitForThreadpoolTimerCallbacks(timer, TRUE);
        SetThreadpoolWait(wait, NULL, NULL);
        WaitForThreadpoolWaitCallbacks(wait, i % 2);
        InterlockedExchange(&round.closed, 1);
        ok(i % 3 == 0 ? current(&round.runs) <= SUBMITS : current(&round.runs) == SUBMITS, "%d runs", (int)round.runs);
        CloseThreadpoolWork(work);
        CloseThreadpoolTimer(timer);
        CloseThreadpoolWait(wait);
    }
    CloseHandle(event);
}

int main(void)
{
    struct thread threads[THREADS];
    int i;
    for (i = 0; i < THREADS; i++)
        start_thread(&threads[i], run, NULL);
    for (i = 0; i < THREADS; i++)
        join_thread(&threads[i]);
    return ok_done();
}
