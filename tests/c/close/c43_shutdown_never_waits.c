/* C43: shutdown returns at once whatever linger says; all data arrives, both ways, before the close. */
#include "../loopback.h"

int main(void)
{
    int linger;
    start_winsock();
    for (linger = 0; linger <= 10; linger += 5) {
        SOCKET pair[2];
        double start;
        char byte;
        int sent;
        tcp_pair(pair);
        sent = fill(pair[0]);
        set_nonblocking(pair[0], 0);
        set_linger(pair[0], 1, linger);
        start = now_ms();
        ok(shutdown(pair[0], SD_SEND) == 0, "shutdown");
        ok(now_ms() - start < 500, "linger %d: took %d ms", linger, (int)(now_ms() - start));
        ok(drain(pair[1]) == sent, "linger %d: the peer gets everything and the end", linger);
        require(send(pair[1], "bye", 3, 0) == 3 && shutdown(pair[1], SD_SEND) == 0);
        ok(recv(pair[0], &byte, 1, 0) == 1 && byte == 'b', "the last word of the peer is received");
        ok(closesocket(pair[0]) == 0 && closesocket(pair[1]) == 0, "closesocket");
    }
    WSACleanup();
    return ok_done();
}
