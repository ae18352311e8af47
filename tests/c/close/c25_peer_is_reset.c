/* C25: every receive of the peer of a hard close fails with WSAECONNRESET. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    char byte;
    WSABUF buffer;
    DWORD count, flags = 0;
    start_winsock();
    buffer.buf = &byte;
    buffer.len = 1;
    tcp_pair(pair);
    set_linger(pair[0], 1, 0);
    require(closesocket(pair[0]) == 0);
    ok_fails(recv(pair[1], &byte, 1, 0), WSAECONNRESET);
    ok_fails(recvfrom(pair[1], &byte, 1, 0, NULL, NULL), WSAECONNRESET);
    ok_fails(WSARecv(pair[1], &buffer, 1, &count, &flags, NULL, NULL), WSAECONNRESET);
    set_nonblocking(pair[1], 1);
    ok_fails(recv(pair[1], &byte, 1, 0), WSAECONNRESET);
    ok(closesocket(pair[1]) == 0, "closesocket");
    WSACleanup();
    return ok_done();
}
