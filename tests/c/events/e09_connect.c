/* E9: FD_CONNECT tells how a connect ended, with its error; FD_WRITE follows one that succeeded. */
#include "../events.h"

int main(void)
{
    SOCKET listener, closed, s;
    struct sockaddr_in address, refusing;
    WSAEVENT event;
    int i;
    start_winsock();
    listener = tcp_listener();
    address = local_address(listener);
    s = tcp_socket();
    event = selected_event(s, EVERY_EVENT);
    ok_no_events(s, event);
    ok_fails(connect(s, (struct sockaddr *)&address, sizeof address), WSAEWOULDBLOCK);
    ok_events(s, event, FD_CONNECT | FD_WRITE);
    ok_sends(s, "connected");
    ok_no_events(s, event);
    closesocket(s);

    closed = bound(tcp_socket());
    refusing = local_address(closed);
    s = tcp_socket();
    event = selected_event(s, EVERY_EVENT);
    for (i = 0; i < 2; i++) {
        ok_fails(connect(s, (struct sockaddr *)&refusing, sizeof refusing), WSAEWOULDBLOCK);
        ok_event_error(s, event, FD_CONNECT, WSAECONNREFUSED);
        ok_no_events(s, event);
    }
    ok_fails(connect(s, (struct sockaddr *)&address, sizeof address), WSAEWOULDBLOCK);
    ok_events(s, event, FD_CONNECT | FD_WRITE);
    closesocket(s);

    s = udp_socket();
    event = selected_event(s, EVERY_EVENT);
    ok_no_events(s, event);
    ok(connect(s, (struct sockaddr *)&address, sizeof address) == 0, "a datagram socket has its peer at once");
    ok_events(s, event, FD_CONNECT | FD_WRITE);
    ok_no_events(s, event);
    closesocket(s);
    WSACleanup();
    return ok_done();
}
