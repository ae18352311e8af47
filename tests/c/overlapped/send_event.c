/* A send with an event that is done within the call. */
#include "overlapped.h"

int main(void)
{
    struct operation send;
    SOCKET pair[2];
    DWORD count = 0, flags = 0;
    char answer[5];
    start_winsock();
    tcp_pair(pair);
    clear_operation(&send);
    memcpy(send.bytes, "bytes", 5);
    send.buffer.len = 5;
    send.overlapped.hEvent = WSACreateEvent();
    ok(begin_send(pair[0], &send, NULL) == 0, "there is room for it");
    ok(signaled_within(send.overlapped.hEvent, 0), "the event is signaled");
    ok(WSAGetOverlappedResult(pair[0], &send.overlapped, &count, FALSE, &flags) && count == 5, "count %d", (int)count);
    ok(recv(pair[1], answer, 5, MSG_WAITALL) == 5 && memcmp(answer, "bytes", 5) == 0, "the peer gets it");
    WSACleanup();
    return ok_done();
}
