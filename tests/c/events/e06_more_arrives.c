/* E6: more data or another connection is recorded although the first was not taken. */
#include "../events.h"

int main(void)
{
    SOCKET pair[2], udp[2], listener;
    WSAEVENT event;
    start_winsock();
    event = selected_pair(pair, EVERY_EVENT);
    ok_sends(pair[0], "first");
    ok_events(pair[1], event, FD_READ);
    ok_sends(pair[0], "second");
    ok_events(pair[1], event, FD_READ);
    ok_no_events(pair[1], event);

    udp_pair(udp);
    event = selected_event(udp[1], FD_READ);
    ok_sends(udp[0], "first");
    ok_events(udp[1], event, FD_READ);
    ok_sends(udp[0], "second");
    ok_events(udp[1], event, FD_READ);
    ok_no_events(udp[1], event);

    listener = tcp_listener();
    event = selected_event(listener, FD_ACCEPT);
    connected_to(listener);
    ok_events(listener, event, FD_ACCEPT);
    connected_to(listener);
    ok_events(listener, event, FD_ACCEPT);
    ok_no_events(listener, event);
    WSACleanup();
    return ok_done();
}
