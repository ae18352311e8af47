/* E5: FD_READ comes again after a receive, also one that failed, while data is left or when it arrives. */
#include "../events.h"

int main(void)
{
    SOCKET pair[2], udp[2];
    WSAEVENT event;
    char room[8];
    start_winsock();
    event = selected_pair(pair, EVERY_EVENT);
    ok_sends(pair[0], "four");
    ok_events(pair[1], event, FD_READ);
    ok_no_events(pair[1], event);
    ok(recv(pair[1], room, 2, 0) == 2, "half of it");
    ok_events(pair[1], event, FD_READ);
    ok(recv(pair[1], room, 2, MSG_PEEK) == 2, "a look at the rest");
    ok_events(pair[1], event, FD_READ);
    ok(recv(pair[1], room, 2, 0) == 2, "the rest");
    ok_no_events(pair[1], event);
    ok_sends(pair[0], "more");
    ok_events(pair[1], event, FD_READ);
    ok(recv(pair[1], room, 8, 0) == 4, "all of it");
    ok_fails(recv(pair[1], room, 8, 0), WSAEWOULDBLOCK);
    ok_sends(pair[0], "last");
    ok_events(pair[1], event, FD_READ);

    udp_pair(udp);
    event = selected_event(udp[1], FD_READ);
    ok_no_events(udp[1], event);
    ok_sends(udp[0], "one");
    ok_events(udp[1], event, FD_READ);
    ok_sends(udp[0], "two");
    ok(recv(udp[1], room, 8, 0) == 3, "the first");
    ok_events(udp[1], event, FD_READ);
    ok(recv(udp[1], room, 1, 0) == SOCKET_ERROR && WSAGetLastError() == WSAEMSGSIZE, "the second, cut off");
    ok_no_events(udp[1], event);
    ok_sends(udp[0], "three");
    ok_events(udp[1], event, FD_READ);
    ok_fails(recv(udp[1], room, 1, 0x4000), WSAEOPNOTSUPP);
    ok_events(udp[1], event, FD_READ);
    WSACleanup();
    return ok_done();
}
