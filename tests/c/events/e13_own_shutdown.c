/* E13: after one's own shutdown FD_CLOSE tells of the peer's; a selection after that says WSAECONNABORTED. */
#include "../events.h"

int main(void)
{
    SOCKET pair[2];
    WSAEVENT event;
    start_winsock();
    event = selected_pair(pair, EVERY_EVENT);
    ok_sends(pair[0], "nobody reads this");
    ok_events(pair[1], event, FD_READ);
    ok(shutdown(pair[1], SD_BOTH) == 0, "shutdown");
    ok_no_events(pair[1], event);
    ok(shutdown(pair[0], SD_BOTH) == 0, "the peer as well");
    ok_events(pair[1], event, FD_CLOSE);
    ok_no_events(pair[1], event);
    ok(WSAEventSelect(pair[1], event, EVERY_EVENT) == 0, "a new selection");
    ok_event_error(pair[1], event, FD_CLOSE, WSAECONNABORTED);

    event = selected_pair(pair, EVERY_EVENT);
    ok(shutdown(pair[1], SD_SEND) == 0, "shutdown of one direction");
    ok_no_events(pair[1], event);
    ok(closesocket(pair[0]) == 0, "the peer closes");
    ok_events(pair[1], event, FD_CLOSE);
    WSACleanup();
    return ok_done();
}
