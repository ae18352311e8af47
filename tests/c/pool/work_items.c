/* QueueUserWorkItem runs each item once, on other threads, with its context. */
#include "pool.h"

enum { ITEMS = 500 };
static volatile LONG runs[ITEMS], total;
static DWORD own_id;

static DWORD WINAPI run(LPVOID context)
{
    InterlockedIncrement((volatile LONG *)context);
    ok(GetCurrentThreadId() != own_id, "another thread");
    InterlockedIncrement(&total);
    return 7;
}

int main(void)
{
    int i;
    own_id = GetCurrentThreadId();
    for (i = 0; i < ITEMS; i++)
        ok(QueueUserWorkItem(run, (PVOID)&runs[i], i % 2 ? WT_EXECUTEDEFAULT : WT_EXECUTELONGFUNCTION), "item %d", i);
    ok(reaches(&total, ITEMS), "%d items ran", (int)current(&total));
    for (i = 0; i < ITEMS; i++)
        ok(current(&runs[i]) == 1, "item %d ran %d times", i, (int)current(&runs[i]));
    ok(!QueueUserWorkItem(NULL, NULL, 0) && GetLastError() == ERROR_INVALID_PARAMETER, "a function is needed");
    return ok_done();
}
