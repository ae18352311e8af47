/* C8, C22, C24: a close that meets a blocked receive is as graceful, or as hard, as any other. */
#include "../thread.h"

static SOCKET peer;
static int sent, hard;

static SOCKET open_with_queue(void)
{
    SOCKET pair[2];
    tcp_pair(pair);
    peer = pair[1];
    sent = fill(pair[0]);
    set_nonblocking(pair[0], 0);
    if (hard)
        set_linger(pair[0], 1, 0);
    return pair[0];
}

static int receive(SOCKET s)
{
    char byte;
    return recv(s, &byte, 1, 0);
}

int main(void)
{
    int received;
    start_winsock();
    ok_close_ends(open_with_queue, receive, WSAEINTR);
    received = drain(peer);
    ok(received == sent, "%d bytes sent, %d received", sent, received);
    hard = 1;
    ok_close_ends(open_with_queue, receive, WSAEINTR);
    ok(drain(peer) == -1 && WSAGetLastError() == WSAECONNRESET, "a reset");
    WSACleanup();
    return ok_done();
}
