/* C28, C29: when the linger time is over and data is left, close resets the connection and returns 0. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    double start, took;
    char byte;
    int result;
    start_winsock();
    tcp_pair(pair);
    fill(pair[0]);
    set_nonblocking(pair[0], 0);
    set_linger(pair[0], 1, 1);
    start = now_ms();
    result = closesocket(pair[0]);
    took = now_ms() - start;
    ok(result == 0, "closesocket");
    ok(took >= 900 && took < 5000, "it took %d ms", (int)took);
    ok(becomes_ready(pair[1], 'r', 5000), "the peer is told");
    ok(drain(pair[1]) == -1 && WSAGetLastError() == WSAECONNRESET, "of a reset");
    ok_fails(recv(pair[1], &byte, 1, 0), WSAECONNRESET);
    WSACleanup();
    return ok_done();
}
