/* E11: FD_CLOSE comes once, and after the last data was read; without error for a graceful end. */
#include "../events.h"

int main(void)
{
    SOCKET pair[2];
    WSAEVENT event;
    char room[8];
    start_winsock();
    event = selected_pair(pair, EVERY_EVENT);
    ok_sends(pair[0], "last");
    ok_events(pair[1], event, FD_READ);
    ok(shutdown(pair[0], SD_SEND) == 0, "the peer has sent everything");
    ok_no_events(pair[1], event);
    ok(recv(pair[1], room, 2, 0) == 2, "not all of it");
    ok_events(pair[1], event, FD_READ);
    ok_no_events(pair[1], event);
    ok(recv(pair[1], room, 2, 0) == 2, "the rest");
    ok_events(pair[1], event, FD_CLOSE);
    ok(recv(pair[1], room, 2, 0) == 0, "the end");
    ok_no_events(pair[1], event);
    ok_sends(pair[1], "the other direction lives on");
    ok(WSAEventSelect(pair[1], event, FD_READ | FD_CLOSE) == 0, "a new selection");
    ok_events(pair[1], event, FD_CLOSE);
    closesocket(pair[0]);
    closesocket(pair[1]);

    /* Nothing to read at all. */
    event = selected_pair(pair, EVERY_EVENT);
    ok(closesocket(pair[0]) == 0, "the peer closes");
    ok_events(pair[1], event, FD_CLOSE);
    ok_no_events(pair[1], event);
    WSACleanup();
    return ok_done();
}
