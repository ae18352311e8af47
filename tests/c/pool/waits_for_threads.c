/* A hundred registered waits at once, on threads that end: more than one thread could wait for. */
#include "pool.h"

enum { THREADS = 100 };
static volatile LONG ended;
static struct gate gate;

static void run(void *parameter)
{
    (void)parameter;
    pass_gate(&gate);
}

static void CALLBACK on_end(PVOID context, BOOLEAN timed_out)
{
    (void)context;
    ok(!timed_out, "signaled");
    InterlockedIncrement(&ended);
}

int main(void)
{
    static struct thread threads[THREADS];
    static HANDLE waits[THREADS];
    int i;
    make_gate(&gate);
    for (i = 0; i < THREADS; i++) {
        start_thread(&threads[i], run, NULL);
        require(RegisterWaitForSingleObject(&waits[i], threads[i].handle, on_end, NULL, 30000, WT_EXECUTEONLYONCE));
    }
    ok(current(&ended) == 0, "none has ended");
    set_event(gate.open);
    ok(reaches(&ended, THREADS), "%d have ended", (int)current(&ended));
    for (i = 0; i < THREADS; i++) {
        UnregisterWaitEx(waits[i], INVALID_HANDLE_VALUE);
        CloseHandle(threads[i].handle);
    }
    return ok_done();
}
