/* Closing the acceptor ends its AcceptEx with WSA_OPERATION_ABORTED; the next one gets the connection. */
#include "extension.h"

int main(void)
{
    SOCKET listener, acceptors[2], client;
    OVERLAPPED overlapped[2];
    char buffers[2][2 * ADDRESS_ROOM];
    int i;
    DWORD bytes;
    start_winsock();
    listener = tcp_listener();
    for (i = 0; i < 2; i++) {
        acceptors[i] = tcp_socket();
        overlapped[i] = with_event();
        ok(begun(AcceptEx(listener, acceptors[i], buffers[i], 0, ADDRESS_ROOM, ADDRESS_ROOM, &bytes, &overlapped[i])), "AcceptEx");
    }
    ok(closesocket(acceptors[0]) == 0, "close");
    ok(ended(listener, &overlapped[0], &bytes) == WSA_OPERATION_ABORTED, "the first is cancelled");
    ok(is_pending(&overlapped[1]), "the second is not");
    client = connected_to(listener);
    ok(ended(listener, &overlapped[1], &bytes) == 0, "accepted");
    ok(send(client, "x", 1, 0) == 1 && recv(acceptors[1], buffers[1], 1, 0) == 1, "connected");
    WSACleanup();
    return ok_done();
}
