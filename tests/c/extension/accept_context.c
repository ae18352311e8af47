/* After AcceptEx names are known and options inherited once SO_UPDATE_ACCEPT_CONTEXT is set. */
#include "extension.h"

int main(void)
{
    SOCKET listener, acceptor, client;
    OVERLAPPED overlapped;
    char buffer[2 * ADDRESS_ROOM];
    struct sockaddr_in address;
    struct linger linger;
    int len = sizeof address;
    DWORD bytes;
    start_winsock();
    listener = tcp_listener();
    set_linger(listener, 1, 7);
    acceptor = tcp_socket();
    overlapped = with_event();
    ok(begun(AcceptEx(listener, acceptor, buffer, 0, ADDRESS_ROOM, ADDRESS_ROOM, &bytes, &overlapped)), "AcceptEx");
    client = connected_to(listener);
    ok(ended(listener, &overlapped, &bytes) == 0, "accepted");
    ok_fails(getpeername(acceptor, (struct sockaddr *)&address, &len), WSAENOTCONN);
    ok_fails(getsockname(acceptor, (struct sockaddr *)&address, &len), WSAEINVAL);
    ok_fails(shutdown(acceptor, SD_SEND), WSAENOTCONN);
    len = sizeof linger;
    ok(getsockopt(acceptor, SOL_SOCKET, SO_LINGER, (char *)&linger, &len) == 0 && linger.l_onoff == 0, "own linger");
    ok(update_accept_context(acceptor, listener) == 0, "update");
    len = sizeof address;
    ok(getpeername(acceptor, (struct sockaddr *)&address, &len) == 0 && address.sin_port == local_address(client).sin_port, "peer");
    ok(local_address(acceptor).sin_port == local_address(listener).sin_port, "name");
    len = sizeof linger;
    ok(getsockopt(acceptor, SOL_SOCKET, SO_LINGER, (char *)&linger, &len) == 0 && linger.l_onoff && linger.l_linger == 7, "the listener's linger");
    ok(shutdown(acceptor, SD_SEND) == 0 && recv(client, buffer, 1, 0) == 0, "shutdown");
    WSACleanup();
    return ok_done();
}
