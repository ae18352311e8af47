/* GetOverlappedResult and its kin wait for an operation that has no event. */
#include "overlapped.h"

static void send_later(void *parameter)
{
    Sleep(30);
    send_text(*(SOCKET *)parameter, "data");
}

static LONG runs;

static void CALLBACK count_run(ULONG_PTR parameter)
{
    (void)parameter;
    runs++;
}

int main(void)
{
    struct operation receive;
    struct thread thread;
    SOCKET pair[2];
    DWORD count = 0, flags = 0;
    start_winsock();
    tcp_pair(pair);
    clear_operation(&receive);
    pend_receive(pair[0], &receive, NULL);
    ok(!GetOverlappedResult((HANDLE)pair[0], &receive.overlapped, &count, FALSE)
           && GetLastError() == ERROR_IO_INCOMPLETE,
       "not yet");
    ok(!GetOverlappedResultEx((HANDLE)pair[0], &receive.overlapped, &count, 20, FALSE)
           && GetLastError() == WAIT_TIMEOUT,
       "not in this time");
    require(QueueUserAPC(count_run, GetCurrentThread(), 0));
    ok(!GetOverlappedResultEx((HANDLE)pair[0], &receive.overlapped, &count, 20000, TRUE)
           && GetLastError() == WAIT_IO_COMPLETION && runs == 1,
       "an APC ends an alertable wait");
    start_thread(&thread, send_later, &pair[1]);
    ok(GetOverlappedResult((HANDLE)pair[0], &receive.overlapped, &count, TRUE) && count == 4, "count %d", (int)count);
    join_thread(&thread);
    clear_operation(&receive);
    pend_receive(pair[0], &receive, NULL);
    start_thread(&thread, send_later, &pair[1]);
    ok(WSAGetOverlappedResult(pair[0], &receive.overlapped, &count, TRUE, &flags) && count == 4, "count %d", (int)count);
    join_thread(&thread);
    WSACleanup();
    return ok_done();
}
