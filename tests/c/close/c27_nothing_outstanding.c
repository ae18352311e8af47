/* C27, X12: with nothing unacknowledged a lingering close returns at once; it does not wait for the answer to its
 * FIN, which the peer may delay by 40 ms. */
#include "../loopback.h"

int main(void)
{
    double quickest = 1e9;
    int round;
    start_winsock();
    for (round = 0; round < 10; round++) {
        SOCKET pair[2];
        double start, took;
        char byte;
        tcp_pair(pair);
        require(send(pair[0], "x", 1, 0) == 1 && recv(pair[1], &byte, 1, 0) == 1);
        require(send(pair[1], "y", 1, 0) == 1 && recv(pair[0], &byte, 1, 0) == 1);
        set_linger(pair[0], 1, 10);
        start = now_ms();
        ok(closesocket(pair[0]) == 0, "closesocket");
        took = now_ms() - start;
        quickest = took < quickest ? took : quickest;
        ok(recv(pair[1], &byte, 1, 0) == 0, "a graceful end");
        require(closesocket(pair[1]) == 0);
    }
    ok(quickest < 10, "the quickest close took %d ms", (int)quickest);
    WSACleanup();
    return ok_done();
}
