/* C31: after WSAEWOULDBLOCK the program may switch lingering off, make it hard, or make the socket blocking. */
#include "../loopback.h"

static void refused_pair(SOCKET pair[2], int *sent)
{
    tcp_pair(pair);
    *sent = fill(pair[0]);
    set_linger(pair[0], 1, 5);
    ok_fails(closesocket(pair[0]), WSAEWOULDBLOCK);
}

int main(void)
{
    SOCKET pair[2];
    int sent;
    double start;
    BOOL dont = TRUE;
    start_winsock();
    refused_pair(pair, &sent);
    ok(setsockopt(pair[0], SOL_SOCKET, SO_DONTLINGER, (const char *)&dont, sizeof dont) == 0, "SO_DONTLINGER");
    ok(closesocket(pair[0]) == 0, "close in the background");
    ok(drain(pair[1]) == sent, "everything arrives");

    refused_pair(pair, &sent);
    set_linger(pair[0], 1, 0);
    ok(closesocket(pair[0]) == 0, "hard close");
    ok(drain(pair[1]) == -1 && WSAGetLastError() == WSAECONNRESET, "a reset");

    refused_pair(pair, &sent);
    set_linger(pair[0], 1, 1);
    set_nonblocking(pair[0], 0);
    start = now_ms();
    ok(closesocket(pair[0]) == 0, "blocking close");
    ok(now_ms() - start >= 900, "waits: %d ms", (int)(now_ms() - start));
    WSACleanup();
    return ok_done();
}
