/* SO_UPDATE_ACCEPT_CONTEXT and SO_UPDATE_CONNECT_CONTEXT of sockets that have no connection, and with wrong values. */
#include "extension.h"

static int update_connect_context(SOCKET s)
{
    return setsockopt(s, SOL_SOCKET, SO_UPDATE_CONNECT_CONTEXT, NULL, 0);
}

static int update_with(SOCKET s, SOCKET listener, int len)
{
    return setsockopt(s, SOL_SOCKET, SO_UPDATE_ACCEPT_CONTEXT, (const char *)&listener, len);
}

int main(void)
{
    SOCKET listener, acceptor, client, pair[2], other, closed;
    OVERLAPPED overlapped;
    char buffer[2 * ADDRESS_ROOM];
    DWORD bytes;
    start_winsock();
    listener = tcp_listener();
    other = tcp_listener();
    closed = tcp_socket();
    closesocket(closed);

    ok_fails(update_connect_context(tcp_socket()), WSAENOTCONN);
    ok_fails(update_connect_context(bound(tcp_socket())), WSAENOTCONN);
    ok_fails(update_connect_context(listener), WSAENOTCONN);
    ok_fails(update_connect_context(closed), WSAENOTSOCK);
    ok_fails(update_accept_context(tcp_socket(), listener), WSAENOTCONN);
    ok_fails(update_accept_context(listener, listener), WSAENOTCONN);
    ok_fails(update_accept_context(closed, listener), WSAENOTSOCK);
    ok_fails(update_connect_context(udp_socket()), WSAENOPROTOOPT);
    ok_fails(update_accept_context(udp_socket(), listener), WSAENOPROTOOPT);

    acceptor = tcp_socket();
    overlapped = with_event();
    ok(begun(AcceptEx(listener, acceptor, buffer, 0, ADDRESS_ROOM, ADDRESS_ROOM, &bytes, &overlapped)), "AcceptEx");
    ok_fails(update_accept_context(acceptor, listener), WSAENOTCONN);
    client = connected_to(listener);
    ok(ended(listener, &overlapped, &bytes) == 0, "accepted");
    ok_fails(update_with(acceptor, closed, sizeof closed), WSAENOTSOCK);
    ok_fails(update_with(acceptor, INVALID_SOCKET, sizeof listener), WSAENOTSOCK);
    ok_fails(update_with(acceptor, (SOCKET)overlapped.hEvent, sizeof listener), WSAENOTSOCK);
    ok_fails(update_with(acceptor, listener, 0), WSAEFAULT);
    ok_fails(update_with(acceptor, listener, sizeof listener - 1), WSAEFAULT);
    ok_fails(setsockopt(acceptor, SOL_SOCKET, SO_UPDATE_ACCEPT_CONTEXT, NULL, sizeof listener), WSAEFAULT);
    ok_fails(shutdown(acceptor, SD_SEND), WSAENOTCONN);
    ok(update_accept_context(acceptor, listener) == 0, "after all that");
    ok(update_accept_context(acceptor, other) == 0, "and again");
    ok(shutdown(acceptor, SD_SEND) == 0 && recv(client, buffer, 1, 0) == 0, "shutdown");

    tcp_pair(pair);
    ok(update_connect_context(pair[0]) == 0 && update_accept_context(pair[1], listener) == 0, "connected otherwise");
    WSACleanup();
    return ok_done();
}
