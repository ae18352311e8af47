/* A reused socket that did overlapped receives before does them again in its next connection; one that is pending at
 * DisconnectEx is cancelled. */
#include "extension.h"

int main(void)
{
    SOCKET listener, client, server;
    OVERLAPPED accepting, receiving;
    char buffer[2 * ADDRESS_ROOM], data[8];
    WSABUF lent = {sizeof data, data};
    DWORD bytes, flags;
    int round;
    start_winsock();
    listener = tcp_listener();
    server = tcp_socket();
    accepting = with_event();
    receiving = with_event();
    for (round = 0; round < 3; round++) {
        ok(begun(AcceptEx(listener, server, buffer, 0, ADDRESS_ROOM, ADDRESS_ROOM, &bytes, &accepting)), "AcceptEx");
        client = connected_to(listener);
        ok(ended(listener, &accepting, &bytes) == 0, "accepted");
        flags = 0;
        ok(WSARecv(server, &lent, 1, NULL, &flags, &receiving, NULL) == SOCKET_ERROR && WSAGetLastError() == WSA_IO_PENDING, "WSARecv");
        ok(send(client, "hello", 5, 0) == 5, "send");
        ok(ended(server, &receiving, &bytes) == 0 && bytes == 5, "received in round %d", round);
        ok(WSARecv(server, &lent, 1, NULL, &flags, &receiving, NULL) == SOCKET_ERROR && WSAGetLastError() == WSA_IO_PENDING, "WSARecv");
        ok(disconnect_ex(server)(server, NULL, TF_REUSE_SOCKET, 0), "DisconnectEx");
        ok(ended(server, &receiving, &bytes) == WSA_OPERATION_ABORTED, "the pending one is cancelled");
        ok(recv(client, data, sizeof data, 0) == 0, "graceful");
        ok(closesocket(client) == 0, "close");
    }
    WSACleanup();
    return ok_done();
}
