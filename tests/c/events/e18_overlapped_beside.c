/* E18: data that a pending receive takes is not recorded; what it leaves is. */
#include "../events.h"

int main(void)
{
    SOCKET pair[2];
    WSAEVENT event;
    WSAOVERLAPPED overlapped;
    WSABUF buffer;
    char room[4];
    DWORD bytes, flags = 0;
    start_winsock();
    event = selected_pair(pair, EVERY_EVENT);
    memset(&overlapped, 0, sizeof overlapped);
    overlapped.hEvent = new_event();
    buffer.buf = room;
    buffer.len = sizeof room;
    ok_fails(WSARecv(pair[1], &buffer, 1, NULL, &flags, &overlapped, NULL), WSA_IO_PENDING);
    ok_sends(pair[0], "some");
    ok(WSAGetOverlappedResult(pair[1], &overlapped, &bytes, TRUE, &flags) && bytes == 4, "the receive has it");
    ok_no_events(pair[1], event);
    ok_fails(WSARecv(pair[1], &buffer, 1, NULL, &flags, &overlapped, NULL), WSA_IO_PENDING);
    ok_sends(pair[0], "much more");
    ok(WSAGetOverlappedResult(pair[1], &overlapped, &bytes, TRUE, &flags) && bytes == 4, "the receive is full");
    ok_events(pair[1], event, FD_READ);
    /* A receive that ends at once enables the event as well. */
    ok(WSARecv(pair[1], &buffer, 1, &bytes, &flags, &overlapped, NULL) == 0 && bytes == 4, "at once");
    ok_events(pair[1], event, FD_READ);
    WSACleanup();
    return ok_done();
}
