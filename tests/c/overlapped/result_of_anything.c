/* The result functions take what programs give them: bad OVERLAPPEDs, other handles, closed sockets, a second time. */
#include "overlapped.h"


static void send_later(void *argument)
{
    Sleep(50);
    send_text(*(SOCKET *)argument, "late");
}

int main(void)
{
    struct operation receive;
    struct thread thread;
    OVERLAPPED *odd = (OVERLAPPED *)((char *)&receive.overlapped + 1);
    SOCKET pair[2], other;
    HANDLE event;
    DWORD count = 7, flags = 7;
    int i;
    start_winsock();
    tcp_pair(pair);
    other = udp_socket();
    event = new_event();

    clear_operation(&receive);
    ok_fails(WSAGetOverlappedResult(pair[0], odd, &count, FALSE, &flags) - 1, WSAEFAULT);
    ok_fails(GetOverlappedResult((HANDLE)pair[0], odd, &count, FALSE) - 1, ERROR_INVALID_PARAMETER);
    ok_fails(GetOverlappedResultEx((HANDLE)pair[0], odd, &count, 0, FALSE) - 1, ERROR_INVALID_PARAMETER);
    ok_fails(WSAGetOverlappedResult((SOCKET)event, &receive.overlapped, &count, FALSE, &flags) - 1, WSAENOTSOCK);

    pend_receive(pair[0], &receive, NULL);
    ok_fails(WSAGetOverlappedResult(pair[0], &receive.overlapped, &count, FALSE, &flags) - 1, WSA_IO_INCOMPLETE);
    ok_fails(GetOverlappedResult((HANDLE)pair[0], &receive.overlapped, &count, FALSE) - 1, ERROR_IO_INCOMPLETE);
    ok_fails(GetOverlappedResultEx((HANDLE)pair[0], &receive.overlapped, &count, 20, FALSE) - 1, WAIT_TIMEOUT);
    start_thread(&thread, send_later, &pair[1]);
    ok(WSAGetOverlappedResult(pair[0], &receive.overlapped, &count, TRUE, &flags) && count == 4 && flags == 0,
       "a wait without an event: %d", (int)count);
    join_thread(&thread);
    for (i = 0; i < 2; i++) {
        count = 7;
        ok(WSAGetOverlappedResult(other, &receive.overlapped, &count, TRUE, &flags) && count == 4,
           "again, and of another socket: %d", (int)count);
        ok(GetOverlappedResult(event, &receive.overlapped, &count, TRUE) && count == 4, "and of another object");
    }

    clear_operation(&receive);
    pend_receive(pair[0], &receive, NULL);
    require(closesocket(pair[0]) == 0);
    ok_fails(WSAGetOverlappedResult(pair[0], &receive.overlapped, &count, TRUE, &flags) - 1, WSAENOTSOCK);
    count = 7;
    ok_fails(GetOverlappedResult((HANDLE)pair[0], &receive.overlapped, &count, TRUE) - 1, ERROR_OPERATION_ABORTED);
    WSACleanup();
    return ok_done();
}
