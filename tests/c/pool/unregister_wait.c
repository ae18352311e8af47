/* Unregistering a wait whose callback runs: it says so, waits for it, or has an event set after it. */
#include "pool.h"

static struct gate gate;
static volatile LONG ended;
static HANDLE wait;

static void CALLBACK hold(PVOID context, BOOLEAN timed_out)
{
    (void)context;
    (void)timed_out;
    pass_gate(&gate);
    InterlockedIncrement(&ended);
}

static void CALLBACK unregister_itself(PVOID context, BOOLEAN timed_out)
{
    (void)context;
    (void)timed_out;
    ok(!UnregisterWaitEx(wait, INVALID_HANDLE_VALUE) && GetLastError() == ERROR_IO_PENDING, "it does not wait for itself");
    InterlockedIncrement(&ended);
}

static void begin(HANDLE event, LONG times)
{
    require(RegisterWaitForSingleObject(&wait, event, hold, NULL, INFINITE, WT_EXECUTEDEFAULT));
    set_event(event);
    require(reaches(&gate.inside, times));
}

static void open_gate(void *parameter)
{
    (void)parameter;
    Sleep(30);
    set_event(gate.open);
}

int main(void)
{
    HANDLE event = new_event(), done = new_event();
    struct thread opener;
    make_gate(&gate);

    begin(event, 1);
    ok(!UnregisterWait(wait) && GetLastError() == ERROR_IO_PENDING, "a callback runs");
    set_event(gate.open);
    ok(reaches(&ended, 1), "it ends");

    ResetEvent(gate.open);
    begin(event, 2);
    ok(!UnregisterWaitEx(wait, done) && GetLastError() == ERROR_IO_PENDING, "a callback runs");
    ok(!signaled_within(done, 20), "the event waits for it");
    set_event(gate.open);
    ok(signaled_within(done, 20000) && current(&ended) == 2, "it ends, and the event is set");

    ResetEvent(gate.open);
    begin(event, 3);
    start_thread(&opener, open_gate, NULL);
    ok(UnregisterWaitEx(wait, INVALID_HANDLE_VALUE), "it waits");
    ok(current(&ended) == 3, "the callback has ended");
    join_thread(&opener);

    ResetEvent(done);
    ResetEvent(event);
    require(RegisterWaitForSingleObject(&wait, event, hold, NULL, INFINITE, WT_EXECUTEDEFAULT));
    ok(!UnregisterWaitEx(wait, wait) && GetLastError() == ERROR_INVALID_HANDLE, "no event");
    ok(UnregisterWaitEx(wait, done) && signaled_within(done, 0), "nothing runs: the event is set at once");

    set_event(event);
    require(RegisterWaitForSingleObject(&wait, event, unregister_itself, NULL, INFINITE, WT_EXECUTEONLYONCE));
    ok(reaches(&ended, 4), "from within the callback");
    return ok_done();
}
