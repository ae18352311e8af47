/* Calls with no bytes: they succeed, and on a stream they change nothing. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    char byte;
    start_winsock();
    tcp_pair(pair);
    ok(send(pair[0], NULL, 0, 0) == 0, "send");
    ok(!becomes_ready(pair[1], 'r', 50), "the peer sees nothing");
    require(send(pair[0], "x", 1, 0) == 1 && becomes_ready(pair[1], 'r', 5000));
    ok(recv(pair[1], NULL, 0, 0) == 0, "recv");
    ok(recv(pair[1], &byte, 1, 0) == 1, "the byte is still there");
    udp_pair(pair);
    ok(send(pair[0], NULL, 0, 0) == 0 && recv(pair[1], &byte, 1, 0) == 0, "an empty datagram");
    WSACleanup();
    return ok_done();
}
