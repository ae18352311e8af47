/* E1: a selection makes the socket non-blocking, FIONBIO cannot undo that, and its end leaves it so. */
#include "../events.h"

static int mode(SOCKET s, int nonblocking)
{
    u_long argument = (u_long)nonblocking;
    return ioctlsocket(s, FIONBIO, &argument);
}

int main(void)
{
    SOCKET pair[2];
    WSAEVENT event;
    char byte;
    start_winsock();
    tcp_pair(pair);
    event = selected_event(pair[0], FD_READ);
    ok_fails(recv(pair[0], &byte, 1, 0), WSAEWOULDBLOCK);
    ok_fails(mode(pair[0], 0), WSAEINVAL);
    ok_fails(recv(pair[0], &byte, 1, 0), WSAEWOULDBLOCK);
    ok(mode(pair[0], 1) == 0, "what it is anyway may be asked for");
    ok(WSAEventSelect(pair[0], NULL, 0) == 0, "the selection ends");
    ok_fails(recv(pair[0], &byte, 1, 0), WSAEWOULDBLOCK);
    ok(mode(pair[0], 0) == 0, "now the socket may block again");
    ok_sends(pair[1], "x");
    ok(recv(pair[0], &byte, 1, 0) == 1, "recv waits");
    /* Even a selection of nothing. */
    ok(WSAEventSelect(pair[0], event, 0) == 0, "nothing is selected");
    ok_fails(recv(pair[0], &byte, 1, 0), WSAEWOULDBLOCK);
    ok(!event_comes(event, 0), "the event was not set");
    WSACloseEvent(event);
    WSACleanup();
    return ok_done();
}
