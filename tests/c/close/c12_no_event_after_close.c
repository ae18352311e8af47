/* C12: closing a socket records no FD_CLOSE for its own event, nor does what happens to it afterwards. */
#include "../events.h"

int main(void)
{
    SOCKET pair[2];
    WSAEVENT event;
    WSANETWORKEVENTS record;
    start_winsock();
    event = selected_pair(pair, FD_READ | FD_WRITE | FD_CLOSE);
    ok(closesocket(pair[1]) == 0, "closesocket");
    ok(!event_comes(event, STAYS_AWAY), "the event stays as it is");
    set_nonblocking(pair[0], 0);
    send(pair[0], "x", 1, 0);
    ok(closesocket(pair[0]) == 0, "the peer closes as well");
    ok(!event_comes(event, STAYS_AWAY), "the event stays as it is");
    ok_fails(WSAEnumNetworkEvents(pair[1], event, &record), WSAENOTSOCK);
    ok_fails(WSAEventSelect(pair[1], event, FD_CLOSE), WSAENOTSOCK);
    WSACloseEvent(event);
    WSACleanup();
    return ok_done();
}
