/* C31, C32, X2: with nothing unacknowledged a non-blocking close with a linger time succeeds. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    char byte;
    start_winsock();
    tcp_pair(pair);
    set_nonblocking(pair[0], 1);
    set_linger(pair[0], 1, 5);
    ok(closesocket(pair[0]) == 0, "a connection that never sent");
    ok(recv(pair[1], &byte, 1, 0) == 0, "a graceful end");
    tcp_pair(pair);
    require(send(pair[0], "x", 1, 0) == 1 && recv(pair[1], &byte, 1, 0) == 1);
    require(send(pair[1], "y", 1, 0) == 1 && recv(pair[0], &byte, 1, 0) == 1);
    set_nonblocking(pair[0], 1);
    set_linger(pair[0], 1, 5);
    ok(closesocket(pair[0]) == 0, "a connection whose data has arrived");
    ok(recv(pair[1], &byte, 1, 0) == 0, "a graceful end");
    WSACleanup();
    return ok_done();
}
