/* C27: unread input changes nothing: the lingering close waits, everything arrives, the end is graceful. */
#include "../thread.h"

static int received;

static void read_all(void *argument)
{
    received = drain(*(SOCKET *)argument);
}

int main(void)
{
    struct thread thread;
    SOCKET pair[2];
    int sent;
    start_winsock();
    tcp_pair(pair);
    require(send(pair[1], "never read", 10, 0) == 10);
    require(becomes_ready(pair[0], 'r', 5000));
    sent = fill(pair[0]);
    set_nonblocking(pair[0], 0);
    set_linger(pair[0], 1, 20);
    start_thread(&thread, read_all, &pair[1]);
    ok(closesocket(pair[0]) == 0, "closesocket");
    join_thread(&thread);
    ok(received == sent, "%d bytes sent, %d received", sent, received);
    WSACleanup();
    return ok_done();
}
