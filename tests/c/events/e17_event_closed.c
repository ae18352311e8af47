/* E17: the event object lives while it is selected, whatever becomes of its handle. */
#include "../events.h"

int main(void)
{
    SOCKET pair[2];
    WSAEVENT event;
    HANDLE again;
    WSANETWORKEVENTS record;
    start_winsock();
    event = selected_pair(pair, EVERY_EVENT);
    require(DuplicateHandle(GetCurrentProcess(), event, GetCurrentProcess(), &again, 0, FALSE, DUPLICATE_SAME_ACCESS));
    WSACloseEvent(event);
    ok_sends(pair[0], "data");
    ok(signaled_within(again, COMES_WITHIN), "the event is set");
    CloseHandle(again);
    ok(closesocket(pair[0]) == 0, "the peer closes");
    ok(becomes_ready(pair[1], 'r', 20000), "events go on");
    ok(WSAEnumNetworkEvents(pair[1], NULL, &record) == 0 && record.lNetworkEvents == FD_READ, "the record is there");
    WSACleanup();
    return ok_done();
}
