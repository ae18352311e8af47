/* E15: an accepted socket has the selection of its listener, event object and all. */
#include "../events.h"

int main(void)
{
    SOCKET listener, client, accepted;
    WSAEVENT event;
    WSANETWORKEVENTS record;
    char byte;
    start_winsock();
    listener = tcp_listener();
    event = selected_event(listener, FD_ACCEPT | FD_READ | FD_CLOSE);
    client = connected_to(listener);
    ok_events(listener, event, FD_ACCEPT);
    accepted = accept(listener, NULL, NULL);
    ok_fails(recv(accepted, &byte, 1, 0), WSAEWOULDBLOCK);
    ok_no_events(accepted, event);
    ok_sends(client, "x");
    ok_events(accepted, event, FD_READ);
    require(WSAEnumNetworkEvents(listener, NULL, &record) == 0);
    ok(record.lNetworkEvents == 0, "the listener has a record of its own");
    ok(WSAEventSelect(listener, NULL, 0) == 0, "the listener's selection ends");
    ok(closesocket(client) == 0, "the peer closes");
    ok(recv(accepted, &byte, 1, 0) == 1, "the data");
    ok_events(accepted, event, FD_CLOSE);
    WSACleanup();
    return ok_done();
}
