/* C21: without linger close returns 0 at once, blocking or not, also with data that the peer does not take. */
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
        start = now_ms();
        result = closesocket(pair[0]);
        ok(result == 0, "mode %d: closesocket", nonblocking);
        ok(now_ms() - start < 500, "mode %d: took %d ms", nonblocking, (int)(now_ms() - start));
    }
    WSACleanup();
    return ok_done();
}
