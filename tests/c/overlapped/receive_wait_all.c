/* MSG_WAITALL: an overlapped receive ends when its buffers are full, or the connection has ended. */
#include "overlapped.h"

static int begin_whole(SOCKET s, struct operation *operation, DWORD more)
{
    DWORD flags = MSG_WAITALL | more;
    return WSARecv(s, &operation->buffer, 1, NULL, &flags, &operation->overlapped, NULL);
}

int main(void)
{
    struct operation whole, next;
    SOCKET pair[2], udp;
    DWORD count = 0, flags = 7;
    WSABUF halves[2];
    start_winsock();
    tcp_pair(pair);
    clear_operation(&whole);
    whole.overlapped.hEvent = new_event();
    halves[0].buf = whole.bytes;
    halves[0].len = 5;
    halves[1].buf = whole.bytes + 5;
    halves[1].len = 7;
    flags = MSG_WAITALL;
    ok_fails(WSARecv(pair[0], halves, 2, NULL, &flags, &whole.overlapped, NULL), WSA_IO_PENDING);
    clear_operation(&next);
    next.overlapped.hEvent = new_event();
    pend_receive(pair[0], &next, NULL);
    send_text(pair[1], "abc");
    ok(!signaled_within(whole.overlapped.hEvent, 50), "three bytes are not all");
    send_text(pair[1], "defg");
    ok(!signaled_within(whole.overlapped.hEvent, 50), "seven neither");
    send_text(pair[1], "hijklmn");
    ok(signaled_within(whole.overlapped.hEvent, 20000), "twelve are");
    ok(WSAGetOverlappedResult(pair[0], &whole.overlapped, &count, FALSE, &flags) && count == 12 && flags == 0
           && holds(&whole, "abcdefghijkl"),
       "across both buffers: %d", (int)count);
    ok(WSAGetOverlappedResult(pair[0], &next.overlapped, &count, TRUE, &flags) && count == 2 && holds(&next, "mn"),
       "the next receive gets the rest");

    send_text(pair[1], "0123456789");
    require(becomes_ready(pair[0], 'r', 20000));
    whole.buffer.len = 10;
    ok(begin_whole(pair[0], &whole, 0) == 0 || WSAGetLastError() == WSA_IO_PENDING, "all is there");
    ok(WSAGetOverlappedResult(pair[0], &whole.overlapped, &count, TRUE, &flags) && count == 10, "%d came", (int)count);
    ok_fails(begin_whole(pair[0], &whole, 0), WSA_IO_PENDING);
    send_text(pair[1], "last");
    require(shutdown(pair[1], SD_SEND) == 0);
    ok(WSAGetOverlappedResult(pair[0], &whole.overlapped, &count, TRUE, &flags) && count == 4 && holds(&whole, "last"),
       "the connection has ended: %d", (int)count);

    ok_fails(begin_whole(pair[0], &whole, MSG_PEEK), WSAEOPNOTSUPP);
    ok_fails(begin_whole(pair[0], &whole, MSG_OOB), WSAEOPNOTSUPP);
    ok_fails(begin_whole(pair[0], &whole, MSG_PARTIAL), WSAEOPNOTSUPP);
    set_nonblocking(pair[0], 1);
    ok_fails(begin_whole(pair[0], &whole, 0), WSAEOPNOTSUPP);
    udp = bound(udp_socket());
    ok_fails(begin_whole(udp, &whole, 0), WSAEOPNOTSUPP);
    WSACleanup();
    return ok_done();
}
