/* C41: a lingering closesocket is cancelled like other calls, with WSAEINTR. Then, as after every cancelled call, the
 * socket can be closed: by a second closesocket, which lingers again or, with a linger time of 0, resets. */
#include "eleven.h"

static int drained;

static void drain_it(void *argument)
{
    drained = drain(*(SOCKET *)argument);
}

static int cancelled_close(SOCKET pair[2])
{
    char byte;
    int sent;
    tcp_pair(pair);
    sent = fill(pair[0]);
    set_nonblocking(pair[0], 0);
    set_linger(pair[0], 1, 20);
    ok_cancelled(closesocket(pair[0]));
    ok_fails(send(pair[0], "x", 1, 0), WSAESHUTDOWN);
    ok_fails(recv(pair[0], &byte, 1, 0), WSAESHUTDOWN);
    return sent;
}

int main(void)
{
    struct thread reader;
    SOCKET pair[2];
    int sent;
    start_winsock();
    sent = cancelled_close(pair);
    start_thread(&reader, drain_it, &pair[1]);
    ok(closesocket(pair[0]) == 0, "the second close waits for the rest");
    join_thread(&reader);
    ok(drained == sent, "%d bytes sent, %d received, and a graceful end", sent, drained);
    ok_fails(closesocket(pair[0]), WSAENOTSOCK);

    cancelled_close(pair);
    set_linger(pair[0], 1, 0);
    ok(closesocket(pair[0]) == 0, "a hard close");
    ok(drain(pair[1]) == -1 && WSAGetLastError() == WSAECONNRESET, "resets the connection");
    WSACleanup();
    return ok_done();
}
