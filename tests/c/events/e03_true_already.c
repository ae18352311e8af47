/* E3: a selection records at once what holds already. */
#include "../events.h"

static WSANETWORKEVENTS at_once(SOCKET s, long mask)
{
    WSANETWORKEVENTS record;
    WSAEVENT event = selected_event(s, mask);
    ok(event_comes(event, 0), "the event is set within the call");
    require(WSAEnumNetworkEvents(s, event, &record) == 0);
    ok(!event_comes(event, 0), "enumerating has reset it");
    WSACloseEvent(event);
    return record;
}

int main(void)
{
    SOCKET pair[2], listener, client;
    start_winsock();
    tcp_pair(pair);
    ok(at_once(pair[1], EVERY_EVENT).lNetworkEvents == FD_WRITE, "an accepted socket can be written");
    ok(at_once(pair[0], EVERY_EVENT).lNetworkEvents == (FD_WRITE | FD_CONNECT), "one that connected says so");
    ok_sends(pair[0], "data");
    ok(becomes_ready(pair[1], 'r', 20000), "data arrives");
    ok(at_once(pair[1], EVERY_EVENT).lNetworkEvents == (FD_READ | FD_WRITE), "data can be read");
    ok(at_once(pair[1], FD_READ | FD_CLOSE).lNetworkEvents == FD_READ, "only what is selected");

    listener = tcp_listener();
    client = connected_to(listener);
    ok(at_once(listener, EVERY_EVENT).lNetworkEvents == FD_ACCEPT, "a connection waits");
    closesocket(client);
    closesocket(listener);
    WSACleanup();
    return ok_done();
}
