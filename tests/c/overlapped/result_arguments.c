/* Bad arguments of overlapped calls and of their result functions fail with the documented codes. */
#include "overlapped.h"

int main(void)
{
    struct operation receive;
    SOCKET pair[2], fresh;
    HANDLE port;
    DWORD count = 0, flags = 0;
    start_winsock();
    tcp_pair(pair);
    fresh = tcp_socket();
    clear_operation(&receive);
    ok_fails(begin_receive(fresh, &receive, NULL), WSAENOTCONN);
    ok_fails(begin_send(fresh, &receive, NULL), WSAENOTCONN);
    ok_fails(WSARecv(pair[0], NULL, 1, NULL, &flags, &receive.overlapped, NULL), WSAEFAULT);
    ok_fails(WSARecv(pair[0], &receive.buffer, 1, NULL, NULL, &receive.overlapped, NULL), WSAEFAULT);
    port = new_port(0);
    receive.overlapped.hEvent = port;
    ok_fails(begin_receive(pair[0], &receive, NULL), WSA_INVALID_HANDLE);
    receive.overlapped.hEvent = NULL;
    ok_fails(WSARecv(pair[0], &receive.buffer, 1, NULL, &flags, (OVERLAPPED *)((char *)&receive + 1), NULL), WSAEFAULT);

    ok_fails(WSAGetOverlappedResult(INVALID_SOCKET, &receive.overlapped, &count, FALSE, &flags) - 1, WSAENOTSOCK);
    ok_fails(WSAGetOverlappedResult(pair[0], NULL, &count, FALSE, &flags) - 1, WSAEFAULT);
    ok_fails(WSAGetOverlappedResult(pair[0], &receive.overlapped, NULL, FALSE, &flags) - 1, WSAEFAULT);
    ok_fails(WSAGetOverlappedResult(pair[0], &receive.overlapped, &count, FALSE, NULL) - 1, WSAEFAULT);
    ok_fails(GetOverlappedResult((HANDLE)pair[0], NULL, &count, FALSE) - 1, ERROR_INVALID_PARAMETER);
    ok_fails(GetOverlappedResult((HANDLE)pair[0], &receive.overlapped, NULL, FALSE) - 1, ERROR_INVALID_PARAMETER);
    ok_fails(CancelIo(port) - 1, ERROR_INVALID_HANDLE);
    ok_fails(CancelIoEx(NULL, NULL) - 1, ERROR_INVALID_HANDLE);

    /* The flags of a structure that is not there: the bytes are handed out nevertheless. */
    clear_operation(&receive);
    pend_receive(pair[0], &receive, NULL);
    send_text(pair[1], "bytes");
    ok_fails(WSAGetOverlappedResult(pair[0], &receive.overlapped, &count, TRUE, (DWORD *)(ULONG_PTR)1076) - 1, WSAEFAULT);
    ok(count == 5, "%u bytes", count);

    clear_operation(&receive);
    pend_receive(pair[0], &receive, NULL);
    receive.overlapped.hEvent = port;
    ok_fails(WSAGetOverlappedResult(pair[0], &receive.overlapped, &count, TRUE, &flags) - 1, WSA_INVALID_HANDLE);
    receive.overlapped.hEvent = NULL;
    require(closesocket(pair[0]) == 0);
    ok_fails(WSAGetOverlappedResult(pair[0], &receive.overlapped, &count, FALSE, &flags) - 1, WSAENOTSOCK);
    WSACleanup();
    ok_fails(WSAGetOverlappedResult(pair[0], &receive.overlapped, &count, FALSE, &flags) - 1, WSANOTINITIALISED);
    return ok_done();
}
