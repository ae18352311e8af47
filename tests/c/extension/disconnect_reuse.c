/* With TF_REUSE_SOCKET the handles of both sides can be connected and accepted into again and again. */
#include "extension.h"

int main(void)
{
    SOCKET listener, client, server;
    OVERLAPPED connecting, accepting;
    struct sockaddr_in address;
    char buffer[2 * ADDRESS_ROOM], data[8];
    DWORD bytes;
    int round;
    start_winsock();
    listener = tcp_listener();
    address = local_address(listener);
    client = bound(tcp_socket());
    server = tcp_socket();
    connecting = with_event();
    accepting = with_event();
    for (round = 0; round < 5; round++) {
        ok(begun(AcceptEx(listener, server, buffer, 0, ADDRESS_ROOM, ADDRESS_ROOM, &bytes, &accepting)), "AcceptEx, round %d", round);
        ok(begun(connect_ex(client)(client, (struct sockaddr *)&address, sizeof address, (void *)"hi", 2, NULL, &connecting)), "ConnectEx, round %d", round);
        ok(ended(client, &connecting, &bytes) == 0 && bytes == 2, "connected");
        ok(ended(listener, &accepting, &bytes) == 0, "accepted");
        ok(update_accept_context(server, listener) == 0, "update");
        ok(recv(server, data, sizeof data, 0) == 2 && memcmp(data, "hi", 2) == 0, "first data");
        ok(send(server, "answer", 6, 0) == 6, "send");
        ok(recv(client, data, 6, MSG_WAITALL) == 6, "receive");
        ok(disconnect_ex(client)(client, NULL, TF_REUSE_SOCKET, 0), "the client's DisconnectEx");
        ok(recv(server, data, sizeof data, 0) == 0, "graceful");
        ok(begun(disconnect_ex(server)(server, &accepting, TF_REUSE_SOCKET, 0)), "the server's DisconnectEx");
        ok(ended(server, &accepting, &bytes) == 0, "ended");
        ok_fails(send(server, "x", 1, 0), WSAENOTCONN);
    }
    ok(closesocket(client) == 0 && closesocket(server) == 0, "close");
    WSACleanup();
    return ok_done();
}
