/* E7: FD_WRITE comes with the connection, and again only after a send found no room and there is room. */
#include "../events.h"

int main(void)
{
    static char room[65536];
    SOCKET pair[2], datagrams;
    WSAEVENT event;
    WSANETWORKEVENTS record;
    struct sockaddr_in address;
    int sent, received = 0;
    start_winsock();
    event = selected_pair(pair, EVERY_EVENT);
    ok_sends(pair[1], "a send that finds room");
    ok_no_events(pair[1], event);
    sent = fill(pair[1]) + 22;
    ok_no_events(pair[1], event);
    while (received < sent) {
        int count = recv(pair[0], room, sizeof room, 0);
        require(count > 0);
        received += count;
    }
    ok_events(pair[1], event, FD_WRITE);
    ok_no_events(pair[1], event);

    /* A datagram socket can be written once it has a name. */
    datagrams = udp_socket();
    event = selected_event(datagrams, EVERY_EVENT);
    ok_no_events(datagrams, event);
    bound(datagrams);
    ok_events(datagrams, event, FD_WRITE);
    address = local_address(datagrams);
    datagrams = udp_socket();
    event = selected_event(datagrams, FD_WRITE);
    ok(sendto(datagrams, "x", 1, 0, (struct sockaddr *)&address, sizeof address) == 1, "a send gives a name");
    require(WSAEnumNetworkEvents(datagrams, event, &record) == 0);
    ok(record.lNetworkEvents == FD_WRITE, "0x%lx is recorded within that call", (unsigned long)record.lNetworkEvents);
    WSACleanup();
    return ok_done();
}
