/* E4: WSAEnumNetworkEvents copies the record, clears it and resets the event it is given, or none. */
#include "../events.h"

int main(void)
{
    SOCKET pair[2];
    WSAEVENT event, other;
    WSANETWORKEVENTS record;
    start_winsock();
    tcp_pair(pair);
    memset(&record, 0x55, sizeof record);
    ok(WSAEnumNetworkEvents(pair[1], NULL, &record) == 0 && record.lNetworkEvents == 0, "no selection, no events");
    event = selected_event(pair[1], FD_WRITE);
    other = WSACreateEvent();
    WSASetEvent(other);
    ok(WSAEnumNetworkEvents(pair[1], NULL, &record) == 0, "no event to reset");
    ok(record.lNetworkEvents == FD_WRITE && record.iErrorCode[FD_WRITE_BIT] == 0, "the record is copied");
    ok(event_comes(event, 0), "the event stays set");
    ok(WSAEnumNetworkEvents(pair[1], other, &record) == 0, "any event may be reset");
    ok(record.lNetworkEvents == 0, "the record was cleared");
    ok(!event_comes(other, 0) && event_comes(event, 0), "the event given was reset, the selected one not");
    ok(WSAEnumNetworkEvents(pair[1], event, &record) == 0 && !event_comes(event, 0), "now that one");
    closesocket(pair[1]);
    WSACleanup();
    return ok_done();
}
