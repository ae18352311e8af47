/* An AcceptEx is told at the listener's port; the accepted socket can then have that port as well. */
#include "extension.h"

int main(void)
{
    SOCKET listener, acceptor, client;
    HANDLE port;
    OVERLAPPED accepting, receiving, *which;
    char buffer[2 * ADDRESS_ROOM], data[16];
    WSABUF lent = {sizeof data, data};
    ULONG_PTR key;
    DWORD bytes, flags = 0;
    start_winsock();
    memset(&accepting, 0, sizeof accepting);
    memset(&receiving, 0, sizeof receiving);
    listener = tcp_listener();
    acceptor = tcp_socket();
    port = CreateIoCompletionPort((HANDLE)listener, NULL, 1, 0);
    require(port != NULL);
    ok(begun(AcceptEx(listener, acceptor, buffer, 0, ADDRESS_ROOM, ADDRESS_ROOM, &bytes, &accepting)), "AcceptEx");
    client = connected_to(listener);
    ok(GetQueuedCompletionStatus(port, &bytes, &key, &which, 10000) && key == 1 && which == &accepting, "accepted");
    ok(CreateIoCompletionPort((HANDLE)acceptor, port, 2, 0) == port, "the same port");
    ok(WSARecv(acceptor, &lent, 1, NULL, &flags, &receiving, NULL) == SOCKET_ERROR && WSAGetLastError() == WSA_IO_PENDING, "WSARecv");
    ok(send(client, "hello", 5, 0) == 5, "send");
    ok(GetQueuedCompletionStatus(port, &bytes, &key, &which, 10000) && key == 2 && which == &receiving && bytes == 5, "received");
    ok(!GetQueuedCompletionStatus(port, &bytes, &key, &which, 0) && which == NULL, "each once");
    WSACleanup();
    return ok_done();
}
