/* An APC ends an alertable wait at a port, also one that was begun before; other waits it leaves alone. */
#include "overlapped.h"

static HANDLE port, main_thread;
static volatile LONG runs;

static void CALLBACK count_run(ULONG_PTR parameter)
{
    (void)parameter;
    InterlockedIncrement(&runs);
}

static void queue_apc(void *parameter)
{
    (void)parameter;
    Sleep(30);
    require(QueueUserAPC(count_run, main_thread, 0));
}

static BOOL take(DWORD milliseconds, BOOL alertable)
{
    OVERLAPPED_ENTRY entry;
    ULONG count;
    SetLastError(0);
    return GetQueuedCompletionStatusEx(port, &entry, 1, &count, milliseconds, alertable);
}

int main(void)
{
    struct thread thread;
    start_winsock();
    port = new_port(0);
    require(DuplicateHandle(GetCurrentProcess(), GetCurrentThread(), GetCurrentProcess(), &main_thread, 0, FALSE,
                            DUPLICATE_SAME_ACCESS));
    start_thread(&thread, queue_apc, NULL);
    ok(!take(20000, TRUE) && GetLastError() == WAIT_IO_COMPLETION && runs == 1, "the wait ends, error %d",
       (int)GetLastError());
    join_thread(&thread);
    require(QueueUserAPC(count_run, main_thread, 0));
    ok(!take(20, FALSE) && GetLastError() == WAIT_TIMEOUT && runs == 1, "it waits for an alertable wait");
    ok(!take(20000, TRUE) && GetLastError() == WAIT_IO_COMPLETION && runs == 2, "which runs it");
    require(PostQueuedCompletionStatus(port, 0, 0, NULL));
    ok(take(20000, TRUE) && runs == 2, "packets are taken as ever");
    WSACleanup();
    return ok_done();
}
