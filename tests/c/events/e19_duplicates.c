/* E19: a socket has one selection, whichever of its handles it was made by, until the last is closed. */
#include "../events.h"

static SOCKET second_handle(SOCKET s)
{
    HANDLE again;
    require(DuplicateHandle(GetCurrentProcess(), (HANDLE)s, GetCurrentProcess(), &again, 0, FALSE,
                            DUPLICATE_SAME_ACCESS));
    return (SOCKET)again;
}

int main(void)
{
    SOCKET pair[2], again;
    WSAEVENT event, other;
    WSANETWORKEVENTS record;
    char room[8];
    start_winsock();
    event = selected_pair(pair, FD_READ | FD_CLOSE);
    again = second_handle(pair[1]);
    ok_sends(pair[0], "data");
    ok_events(again, event, FD_READ);
    ok(recv(again, room, 2, 0) == 2, "a receive by the other handle");
    ok_events(pair[1], event, FD_READ);
    other = selected_event(again, FD_READ);
    ok_events(again, other, FD_READ);
    ok_no_events(pair[1], event);
    ok(recv(pair[1], room, 8, 0) == 2, "the rest");

    /* The handle the selection was made by is closed; the selection stays. */
    ok(closesocket(again) == 0, "one of two");
    ok_sends(pair[0], "more");
    ok(becomes_ready(pair[1], 'r', 20000), "data arrives");
    ok_events(pair[1], other, FD_READ);
    ok(recv(pair[1], room, 8, 0) == 4, "by the handle that is left");
    again = second_handle(pair[1]);
    ok(closesocket(pair[1]) == 0, "now that one");
    ok_sends(pair[0], "still");
    ok_events(again, other, FD_READ);
    ok(closesocket(again) == 0, "the last");
    ok(closesocket(pair[0]) == 0, "the peer");
    ok(!event_comes(other, STAYS_AWAY), "nothing more");
    ok_fails(WSAEnumNetworkEvents(again, other, &record), WSAENOTSOCK);
    WSACleanup();
    return ok_done();
}
