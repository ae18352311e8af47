/* C12: closing a socket records no FD_CLOSE for its own event. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    WSAEVENT event;
    start_winsock();
    tcp_pair(pair);
    event = WSACreateEvent();
    if (event == WSA_INVALID_EVENT || WSAEventSelect(pair[0], event, FD_CLOSE) == SOCKET_ERROR) {
        printf("skipped: WSAEventSelect is not offered (%d)\n", WSAGetLastError());
        return WSAGetLastError() == WSAEOPNOTSUPP || WSAGetLastError() == ERROR_CALL_NOT_IMPLEMENTED ? 77 : 1;
    }
    set_nonblocking(pair[1], 0);
    ok(closesocket(pair[0]) == 0, "closesocket");
    ok(WSAWaitForMultipleEvents(1, &event, TRUE, 100, FALSE) == WSA_WAIT_TIMEOUT, "the event stays as it is");
    WSACloseEvent(event);
    WSACleanup();
    return ok_done();
}
