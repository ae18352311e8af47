/* A send too large for all buffers is pending until it is taken whole; a later one follows it. */
#include "overlapped.h"

static void drain_peer(void *parameter)
{
    int received = drain(*(SOCKET *)parameter);
    ok(received == LARGE + 10, "the peer got %d bytes of the pattern", received);
}

int main(void)
{
    struct operation first, second;
    struct thread peer;
    SOCKET pair[2];
    DWORD count = 0, flags = 0;
    start_winsock();
    tcp_pair(pair);
    clear_operation(&first);
    first.buffer.buf = large_pattern();
    first.buffer.len = LARGE;
    first.overlapped.hEvent = new_event();
    ok_fails(begin_send(pair[0], &first, NULL), WSA_IO_PENDING);
    clear_operation(&second);
    write_pattern(second.bytes, 10, LARGE);
    second.buffer.len = 10;
    second.overlapped.hEvent = new_event();
    ok_fails(begin_send(pair[0], &second, NULL), WSA_IO_PENDING);
    start_thread(&peer, drain_peer, &pair[1]);
    ok(WSAGetOverlappedResult(pair[0], &second.overlapped, &count, TRUE, &flags) && count == 10, "the second is done");
    ok(signaled_within(first.overlapped.hEvent, 0), "and the first before it");
    ok(WSAGetOverlappedResult(pair[0], &first.overlapped, &count, FALSE, &flags) && count == LARGE, "whole: %d",
       (int)count);
    require(shutdown(pair[0], SD_SEND) == 0);
    join_thread(&peer);
    WSACleanup();
    return ok_done();
}
