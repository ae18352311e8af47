/* The process ends although threads of the pool are idle, blocked and waiting. */
#include "pool.h"

static volatile LONG begun;

static DWORD WINAPI block(LPVOID context)
{
    InterlockedIncrement(&begun);
    WaitForSingleObject((HANDLE)context, INFINITE);
    return 0;
}

static DWORD WINAPI count(LPVOID context)
{
    (void)context;
    InterlockedIncrement(&begun);
    return 0;
}

int main(void)
{
    HANDLE never = new_event();
    int i;
    for (i = 0; i < 5; i++) {
        require(QueueUserWorkItem(block, never, WT_EXECUTELONGFUNCTION));
        require(QueueUserWorkItem(count, NULL, 0));
    }
    ok(reaches(&begun, 10), "all have begun");
    return ok_done();
}
