/* E9: a connect that has failed before the selection is told to it, until SO_ERROR takes the error. */
#include "../events.h"

int main(void)
{
    SOCKET s;
    struct sockaddr_in refusing;
    WSAEVENT event;
    u_long on = 1;
    int error, size = sizeof error;
    start_winsock();
    refusing = local_address(bound(tcp_socket()));
    s = tcp_socket();
    require(ioctlsocket(s, FIONBIO, &on) == 0);
    ok_fails(connect(s, (struct sockaddr *)&refusing, sizeof refusing), WSAEWOULDBLOCK);
    ok(becomes_ready(s, 'e', 20000), "the connect fails");
    event = selected_event(s, EVERY_EVENT);
    ok_event_error(s, event, FD_CONNECT, WSAECONNREFUSED);
    ok_no_events(s, event);
    require(WSAEventSelect(s, event, FD_READ) == 0);
    ok_no_events(s, event);
    require(getsockopt(s, SOL_SOCKET, SO_ERROR, (char *)&error, &size) == 0);
    ok(error == WSAECONNREFUSED, "SO_ERROR is %d", error);
    require(WSAEventSelect(s, event, EVERY_EVENT) == 0);
    ok_no_events(s, event);
    WSACleanup();
    return ok_done();
}
