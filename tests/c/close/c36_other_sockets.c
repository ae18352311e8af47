/* C36: linger options mean nothing to sockets without a connection: they close at once, with 0. */
#include "../loopback.h"

static void closes_at_once(SOCKET s, int secs, int nonblocking, const char *kind)
{
    double start;
    set_linger(s, 1, secs);
    set_nonblocking(s, nonblocking);
    start = now_ms();
    ok(closesocket(s) == 0, "%s, %d s, mode %d", kind, secs, nonblocking);
    ok(now_ms() - start < 500, "%s: took %d ms", kind, (int)(now_ms() - start));
}

int main(void)
{
    int secs, nonblocking;
    start_winsock();
    for (secs = 0; secs <= 5; secs += 5)
        for (nonblocking = 0; nonblocking <= 1; nonblocking++) {
            SOCKET pair[2];
            closes_at_once(tcp_socket(), secs, nonblocking, "unused");
            closes_at_once(bound(tcp_socket()), secs, nonblocking, "bound");
            closes_at_once(tcp_listener(), secs, nonblocking, "listening");
            tcp_pair(pair);
            fill(pair[0]);
            set_linger(pair[1], 1, 0);
            require(closesocket(pair[1]) == 0);
            require(becomes_ready(pair[0], 'r', 5000));
            closes_at_once(pair[0], secs, nonblocking, "reset by its peer");
        }
    WSACleanup();
    return ok_done();
}
