/* C24: with a linger time of 0 close returns 0 at once, blocking or not, and what is queued is lost. */
#include "../loopback.h"

int main(void)
{
    int nonblocking;
    start_winsock();
    for (nonblocking = 0; nonblocking <= 1; nonblocking++) {
        SOCKET pair[2];
        double start;
        int result;
        tcp_pair(pair);
        fill(pair[0]);
        set_nonblocking(pair[0], nonblocking);
        set_linger(pair[0], 1, 0);
        start = now_ms();
        result = closesocket(pair[0]);
        ok(result == 0, "mode %d: closesocket", nonblocking);
        ok(now_ms() - start < 500, "mode %d: took %d ms", nonblocking, (int)(now_ms() - start));
        ok(drain(pair[1]) == -1, "mode %d: the peer does not see a graceful end", nonblocking);
        ok(WSAGetLastError() == WSAECONNRESET, "mode %d: but a reset", nonblocking);
    }
    WSACleanup();
    return ok_done();
}
