/* C8: a receive that was blocked when its socket was closed takes none of the data that comes afterwards, and the
 * connection still ends gracefully. */
#include "../thread.h"

static SOCKET peer;

static SOCKET open_connected(void)
{
    SOCKET pair[2];
    tcp_pair(pair);
    peer = pair[1];
    return pair[0];
}

static int receive_two(SOCKET s)
{
    char bytes[2] = "-";
    int count = recv(s, bytes, 2, 0);
    ok(bytes[0] == '-', "the buffer is untouched");
    return count;
}

int main(void)
{
    struct blocked_call outcome;
    char byte;
    start_winsock();
    close_during(open_connected, receive_two, &outcome);
    ok(outcome.error == WSAEINTR, "recv gave %d, error %d", outcome.result, outcome.error);
    ok(recv(peer, &byte, 1, 0) == 0, "the peer sees a graceful end");
    WSACleanup();
    return ok_done();
}
