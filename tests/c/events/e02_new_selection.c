/* E2: a selection replaces the one before and clears its record; 0 ends it. */
#include "../events.h"

int main(void)
{
    SOCKET pair[2];
    WSAEVENT first, second;
    WSANETWORKEVENTS record;
    start_winsock();
    first = selected_pair(pair, FD_READ | FD_WRITE);
    ok_sends(pair[0], "data");
    ok(event_comes(first, COMES_WITHIN), "data sets the first event");
    ok(WSAResetEvent(first), "it is reset by hand");
    second = selected_event(pair[1], FD_WRITE | FD_CLOSE);
    ok_events(pair[1], second, FD_WRITE);
    ok(closesocket(pair[0]) == 0, "the peer closes");
    ok_no_events(pair[1], second);
    ok(!event_comes(first, 0), "the first event is not used any more");

    ok(WSAEventSelect(pair[1], NULL, 0) == 0, "no selection");
    require(WSAEnumNetworkEvents(pair[1], NULL, &record) == 0);
    ok(record.lNetworkEvents == 0, "the end of a selection clears the record");
    ok(WSAEventSelect(pair[1], first, FD_READ) == 0, "the first event again");
    ok_events(pair[1], first, FD_READ);
    ok(!event_comes(second, 0), "the second event is not used any more");
    closesocket(pair[1]);
    WSACleanup();
    return ok_done();
}
