/* After the peer's hard close every receive and send fails with WSAECONNRESET. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    char byte = 'x';
    start_winsock();
    tcp_pair(pair);
    set_linger(pair[0], 1, 0);
    require(closesocket(pair[0]) == 0);
    ok_fails(recv(pair[1], &byte, 1, 0), WSAECONNRESET);
    ok_fails(recv(pair[1], &byte, 1, 0), WSAECONNRESET);
    ok_fails(send(pair[1], &byte, 1, 0), WSAECONNRESET);
    ok(closesocket(pair[1]) == 0, "closesocket");
    tcp_pair(pair);
    set_linger(pair[0], 1, 0);
    require(closesocket(pair[0]) == 0);
    ok_fails(send(pair[1], &byte, 1, 0), WSAECONNRESET);
    WSACleanup();
    return ok_done();
}
