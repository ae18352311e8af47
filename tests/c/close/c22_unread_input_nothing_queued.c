/* C22: with unread input and nothing on its way the end is graceful as well. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    char byte;
    start_winsock();
    tcp_pair(pair);
    require(send(pair[1], "never read", 10, 0) == 10);
    require(becomes_ready(pair[0], 'r', 5000));
    require(closesocket(pair[0]) == 0);
    ok(recv(pair[1], &byte, 1, 0) == 0, "the peer sees a graceful end");
    WSACleanup();
    return ok_done();
}
