/* C25, X10: the reset is told at once, also with data that had arrived before and was not read. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    char buffer[16];
    start_winsock();
    tcp_pair(pair);
    require(send(pair[0], "unread", 6, 0) == 6);
    require(becomes_ready(pair[1], 'r', 5000));
    set_linger(pair[0], 1, 0);
    require(closesocket(pair[0]) == 0);
    ok_fails(recv(pair[1], buffer, sizeof buffer, 0), WSAECONNRESET);
    ok_fails(recv(pair[1], buffer, sizeof buffer, MSG_PEEK), WSAECONNRESET);
    WSACleanup();
    return ok_done();
}
