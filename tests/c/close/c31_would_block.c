/* C31: a non-blocking close with a linger time and data not yet taken fails with WSAEWOULDBLOCK: the handle stays
 * valid, the peer sees no end, and a later close succeeds. */
#include "../loopback.h"

static int take(SOCKET s, int bytes)
{
    static char chunk[65536];
    int total = 0;
    while (total < bytes) {
        int count = recv(s, chunk, bytes - total < (int)sizeof chunk ? bytes - total : (int)sizeof chunk, 0);
        if (count <= 0)
            return -1;
        total += count;
    }
    return total;
}

int main(void)
{
    SOCKET pair[2];
    int sent, i, result = SOCKET_ERROR;
    char byte;
    double start;
    start_winsock();
    tcp_pair(pair);
    sent = fill(pair[0]);
    set_linger(pair[0], 1, 5);
    start = now_ms();
    for (i = 0; i < 10; i++)
        ok_fails(closesocket(pair[0]), WSAEWOULDBLOCK);
    ok(now_ms() - start < 1000, "ten refusals took %d ms", (int)(now_ms() - start));
    ok(local_address(pair[0]).sin_port != 0, "the handle is valid");
    require(send(pair[1], "y", 1, 0) == 1 && becomes_ready(pair[0], 'r', 5000));
    ok(recv(pair[0], &byte, 1, 0) == 1 && byte == 'y', "and receives");
    ok(take(pair[1], sent) == sent, "the peer gets what was sent");
    ok(!becomes_ready(pair[1], 'r', 50), "and no end");
    ok(send(pair[0], "z", 1, 0) == 1 && recv(pair[1], &byte, 1, 0) == 1 && byte == 'z', "the handle sends");
    start = now_ms();
    while (result == SOCKET_ERROR && now_ms() - start < 5000) {
        result = closesocket(pair[0]); /* until the last byte is acknowledged */
        require(result == 0 || WSAGetLastError() == WSAEWOULDBLOCK);
    }
    ok(result == 0, "once everything is acknowledged the close succeeds");
    ok(recv(pair[1], &byte, 1, 0) == 0, "the peer sees a graceful end");
    ok_fails(closesocket(pair[0]), WSAENOTSOCK);
    WSACleanup();
    return ok_done();
}
