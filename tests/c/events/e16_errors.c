/* E16: errors of both functions. */
#include "../events.h"

int main(void)
{
    SOCKET s, closed;
    WSAEVENT event;
    WSANETWORKEVENTS record;
    ok_fails(WSAEventSelect(4, NULL, 0), WSANOTINITIALISED);
    ok_fails(WSAEnumNetworkEvents(4, NULL, &record), WSANOTINITIALISED);
    start_winsock();
    s = tcp_socket();
    closed = tcp_socket();
    closesocket(closed);
    event = WSACreateEvent();
    ok_fails(WSAEventSelect(closed, event, FD_READ), WSAENOTSOCK);
    ok_fails(WSAEventSelect((SOCKET)event, event, FD_READ), WSAENOTSOCK);
    ok_fails(WSAEventSelect(s, NULL, FD_READ), WSAEINVAL);
    ok_fails(WSAEventSelect(s, (WSAEVENT)s, FD_READ), WSAEINVAL);
    ok_fails(WSAEventSelect(s, event, 1 << FD_MAX_EVENTS), WSAEINVAL);
    ok_fails(WSAEnumNetworkEvents(closed, NULL, &record), WSAENOTSOCK);
    ok_fails(WSAEnumNetworkEvents(s, NULL, NULL), WSAEFAULT);
    ok_fails(WSAEnumNetworkEvents(closed, NULL, NULL), WSAENOTSOCK);
    ok_fails(WSAEnumNetworkEvents(s, (WSAEVENT)s, &record), WSAEINVAL);
    WSACloseEvent(event);
    ok_fails(WSAEventSelect(s, event, FD_READ), WSAEINVAL);
    ok_fails(WSAEnumNetworkEvents(s, event, &record), WSAEINVAL);
    WSACleanup();
    return ok_done();
}
