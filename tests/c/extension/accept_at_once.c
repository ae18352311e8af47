/* AcceptEx finds a connection that waits already; it ends, by its event, exactly once. */
#include "extension.h"

int main(void)
{
    SOCKET listener, acceptor, client;
    OVERLAPPED overlapped;
    char buffer[2 * ADDRESS_ROOM];
    DWORD bytes = 99;
    start_winsock();
    listener = tcp_listener();
    client = connected_to(listener);
    require(becomes_ready(listener, 'r', 10000));
    acceptor = tcp_socket();
    overlapped = with_event();
    ok(begun(AcceptEx(listener, acceptor, buffer, 0, ADDRESS_ROOM, ADDRESS_ROOM, &bytes, &overlapped)), "AcceptEx");
    ok(ended(listener, &overlapped, &bytes) == 0 && bytes == 0, "accepted");
    ok(send(acceptor, "x", 1, 0) == 1 && recv(client, buffer, 1, 0) == 1, "connected");
    WSACleanup();
    return ok_done();
}
