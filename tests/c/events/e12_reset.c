/* E12: the end of a connection that was reset has WSAECONNRESET, whoever is told first. */
#include "../events.h"

int main(void)
{
    SOCKET pair[2];
    WSAEVENT event;
    char byte;
    start_winsock();
    event = selected_pair(pair, EVERY_EVENT);
    set_linger(pair[0], 1, 0);
    ok(closesocket(pair[0]) == 0, "the peer closes hard");
    ok_event_error(pair[1], event, FD_CLOSE, WSAECONNRESET);
    ok_no_events(pair[1], event);
    ok_fails(recv(pair[1], &byte, 1, 0), WSAECONNRESET);
    ok_fails(send(pair[1], &byte, 1, 0), WSAECONNRESET);
    ok(WSAEventSelect(pair[1], event, EVERY_EVENT) == 0, "a new selection");
    ok_event_error(pair[1], event, FD_CLOSE, WSAECONNRESET);
    closesocket(pair[1]);

    /* A receive is told before there is a selection. */
    tcp_pair(pair);
    set_linger(pair[0], 1, 0);
    ok(closesocket(pair[0]) == 0, "the peer closes hard");
    ok_fails(recv(pair[1], &byte, 1, 0), WSAECONNRESET);
    event = selected_event(pair[1], EVERY_EVENT);
    ok_event_error(pair[1], event, FD_CLOSE, WSAECONNRESET);
    WSACleanup();
    return ok_done();
}
