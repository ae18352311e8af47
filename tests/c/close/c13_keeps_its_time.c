/* C13: APCs neither cut the linger time short nor begin it anew; then the connection is reset. */
#include "../overlapped/apc.h"

int main(void)
{
    struct alerted alerted;
    struct alerter alerter;
    SOCKET pair[2];
    double start, took;
    char byte;
    start_winsock();
    tcp_pair(pair);
    be_alerted(&alerted);
    fill(pair[0]);
    set_nonblocking(pair[0], 0);
    set_linger(pair[0], 1, 1);
    start_alerter(&alerter, &alerted, 8, 100, NULL, NULL);
    start = now_ms();
    ok(closesocket(pair[0]) == 0, "closesocket");
    took = now_ms() - start;
    ok(took >= 990 && took < 10000, "closesocket took %d ms", (int)took);
    while (alerted.count < 8)
        SleepEx(10, TRUE); /* what came late */
    join_thread(&alerter.thread);
    ok_fails(recv(pair[1], &byte, 1, 0), WSAECONNRESET);
    WSACleanup();
    return ok_done();
}
