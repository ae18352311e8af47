/* Items run although all threads that came before are blocked in theirs: the pool grows as far as they need it. */
#include "pool.h"

enum { ITEMS = 40 };
static struct gate gate;
static volatile LONG ended;

static DWORD WINAPI wait_for_others(LPVOID context)
{
    (void)context;
    if (InterlockedIncrement(&gate.inside) == ITEMS)
        set_event(gate.open);
    ok(signaled_within(gate.open, 20000), "all have come");
    InterlockedIncrement(&ended);
    return 0;
}

static DWORD WINAPI spin_for_others(LPVOID context)
{
    volatile LONG *come = (volatile LONG *)context;
    InterlockedIncrement(come);
    while (current(come) < 6)
        ;
    InterlockedIncrement(&ended);
    return 0;
}

int main(void)
{
    static volatile LONG come;
    int i;
    make_gate(&gate);
    for (i = 0; i < ITEMS; i++)
        require(QueueUserWorkItem(wait_for_others, NULL, WT_EXECUTEDEFAULT));
    ok(reaches(&ended, ITEMS), "%d of %d blocked items ended", (int)current(&ended), ITEMS);
    ended = 0;
    for (i = 0; i < 6; i++)
        require(QueueUserWorkItem(spin_for_others, (PVOID)&come, WT_EXECUTEDEFAULT));
    ok(reaches(&ended, 6), "%d of 6 busy items ended", (int)current(&ended));
    return ok_done();
}
