/* ioctlsocket takes u_long, and the unsigned long of programs that know only 32-bit longs. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    unsigned long wide = 0x123456789abcul;
    u_long narrow = 77;
    char byte;
    start_winsock();
    tcp_pair(pair);
    require(send(pair[0], "123", 3, 0) == 3 && becomes_ready(pair[1], 'r', 5000));
    ok(ioctlsocket(pair[1], FIONREAD, &narrow) == 0 && narrow == 3, "FIONREAD: %d", (int)narrow);
    ok(ioctlsocket(pair[1], FIONREAD, &wide) == 0 && wide == 3, "FIONREAD into unsigned long: %d", (int)wide);
    require(recv(pair[1], (char *)&wide, 3, 0) == 3);
    wide = 1;
    ok(ioctlsocket(pair[1], FIONBIO, &wide) == 0 && wide == 1, "FIONBIO from unsigned long");
    ok_fails(recv(pair[1], &byte, 1, 0), WSAEWOULDBLOCK);
    narrow = 0;
    ok(ioctlsocket(pair[1], FIONBIO, &narrow) == 0, "FIONBIO off");
    require(send(pair[0], "x", 1, 0) == 1);
    ok(recv(pair[1], &byte, 1, 0) == 1, "recv waits again");
    ok_fails(ioctlsocket(pair[1], FIONREAD, (u_long *)NULL), WSAEFAULT);
    ok_fails(ioctlsocket(pair[1], FIONBIO, (u_long *)NULL), WSAEFAULT);
    WSACleanup();
    return ok_done();
}
