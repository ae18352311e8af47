/* A receive with an event: pending, then complete; and complete within the call. */
#include "overlapped.h"

int main(void)
{
    struct operation receive;
    SOCKET pair[2];
    HANDLE event;
    DWORD count = 77, flags = 77;
    start_winsock();
    tcp_pair(pair);
    event = WSACreateEvent();

    clear_operation(&receive);
    receive.overlapped.hEvent = event;
    SetEvent(event);
    pend_receive(pair[0], &receive, NULL);
    ok(!signaled_within(event, 0), "beginning resets the event");
    ok_fails(WSAGetOverlappedResult(pair[0], &receive.overlapped, &count, FALSE, &flags) - 1, WSA_IO_INCOMPLETE);
    send_text(pair[1], "later");
    ok(signaled_within(event, 20000), "the event is signaled");
    ok(WSAGetOverlappedResult(pair[0], &receive.overlapped, &count, FALSE, &flags), "the result is there");
    ok(count == 5 && flags == 0, "count %d, flags %d", (int)count, (int)flags);
    ok(receive.overlapped.Internal == 0 && receive.overlapped.InternalHigh == 5, "status and count in the OVERLAPPED");
    ok(holds(&receive, "later"), "the data is in the buffer");

    tcp_pair(pair);
    send_text(pair[1], "at once");
    require(becomes_ready(pair[0], 'r', 20000));
    clear_operation(&receive);
    receive.overlapped.hEvent = event;
    flags = 0;
    ok(WSARecv(pair[0], &receive.buffer, 1, &count, &flags, &receive.overlapped, NULL) == 0, "done within the call");
    ok(count == 7 && holds(&receive, "at once"), "count %d", (int)count);
    ok(signaled_within(event, 0), "its event is signaled too");
    ok(WSAGetOverlappedResult(pair[0], &receive.overlapped, &count, TRUE, &flags) && count == 7, "and has a result");
    WSACleanup();
    return ok_done();
}
