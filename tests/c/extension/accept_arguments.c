/* AcceptEx refuses what it can't work with, and a refused call costs no connection. */
#include "extension.h"

static char buffer[2 * ADDRESS_ROOM];
static OVERLAPPED overlapped;

static int refusal(SOCKET listener, SOCKET acceptor, void *room, DWORD local, DWORD remote, OVERLAPPED *lent)
{
    DWORD bytes = 0;
    WSASetLastError(0);
    return AcceptEx(listener, acceptor, room, 0, local, remote, &bytes, lent) ? 0 : WSAGetLastError();
}

int main(void)
{
    SOCKET listener, acceptor, client, pair[2];
    DWORD bytes;
    start_winsock();
    listener = tcp_listener();
    acceptor = tcp_socket();
    client = connected_to(listener);
    tcp_pair(pair);
    overlapped = with_event();
    ok(refusal(tcp_socket(), acceptor, buffer, ADDRESS_ROOM, ADDRESS_ROOM, &overlapped) == WSAEINVAL, "no listener");
    ok(refusal(listener, acceptor, NULL, ADDRESS_ROOM, ADDRESS_ROOM, &overlapped) == WSAEFAULT, "no buffer");
    ok(refusal(listener, acceptor, buffer, ADDRESS_ROOM, ADDRESS_ROOM, NULL) == ERROR_INVALID_PARAMETER, "no OVERLAPPED");
    ok(refusal(listener, acceptor, buffer, 0, ADDRESS_ROOM, &overlapped) == WSAEFAULT, "no room for the local address");
    ok(refusal(listener, acceptor, buffer, ADDRESS_ROOM, 16, &overlapped) == WSAEFAULT, "too little for the remote address");
    ok(refusal(listener, udp_socket(), buffer, ADDRESS_ROOM, ADDRESS_ROOM, &overlapped) == WSAEINVAL, "UDP");
    ok(refusal(listener, bound(tcp_socket()), buffer, ADDRESS_ROOM, ADDRESS_ROOM, &overlapped) == WSAEINVAL, "bound");
    ok(refusal(listener, pair[0], buffer, ADDRESS_ROOM, ADDRESS_ROOM, &overlapped) == WSAEINVAL, "connected");
    ok(refusal(listener, listener, buffer, ADDRESS_ROOM, ADDRESS_ROOM, &overlapped) == WSAEINVAL, "the listener itself");
    ok(refusal(listener, INVALID_SOCKET, buffer, ADDRESS_ROOM, ADDRESS_ROOM, &overlapped) == WSAENOTSOCK, "no acceptor");
    ok(refusal(INVALID_SOCKET, acceptor, buffer, ADDRESS_ROOM, ADDRESS_ROOM, &overlapped) == WSAENOTSOCK, "no socket");
    ok(begun(AcceptEx(listener, acceptor, buffer, 0, ADDRESS_ROOM, ADDRESS_ROOM, &bytes, &overlapped)), "AcceptEx");
    ok(ended(listener, &overlapped, &bytes) == 0, "the connection is still there");
    ok(send(client, "x", 1, 0) == 1 && recv(acceptor, buffer, 1, 0) == 1, "connected");
    WSACleanup();
    return ok_done();
}
