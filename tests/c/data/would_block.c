/* Non-blocking sockets: WSAEWOULDBLOCK where a call would have to wait, and only there. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2], datagram, listener;
    char byte = 'x';
    start_winsock();
    tcp_pair(pair);
    set_nonblocking(pair[1], 1);
    ok_fails(recv(pair[1], &byte, 1, 0), WSAEWOULDBLOCK);
    ok_fails(recv(pair[1], &byte, 1, MSG_PEEK), WSAEWOULDBLOCK);
    ok(fill(pair[0]) > 0, "something fits");
    ok_fails(send(pair[0], &byte, 1, 0), WSAEWOULDBLOCK);
    ok(!becomes_ready(pair[0], 'w', 0), "select agrees");
    ok(recv(pair[1], &byte, 1, MSG_PEEK) == 1, "the data is there");
    ok(shutdown(pair[0], SD_SEND) == 0, "shutdown");
    ok(drain(pair[1]) > 0, "all of it");
    set_nonblocking(pair[1], 1);
    ok(recv(pair[1], &byte, 1, 0) == 0, "the end is no reason to wait");
    datagram = bound(udp_socket());
    set_nonblocking(datagram, 1);
    ok_fails(recvfrom(datagram, &byte, 1, 0, NULL, NULL), WSAEWOULDBLOCK);
    listener = tcp_listener();
    set_nonblocking(listener, 1);
    ok_fails(accept(listener, NULL, NULL), WSAEWOULDBLOCK);
    WSACleanup();
    return ok_done();
}
