/* FIONREAD: for a stream what one recv could get, for datagrams what is there to read. */
#include "../loopback.h"

static u_long readable(SOCKET s)
{
    u_long bytes = 12345;
    require(ioctlsocket(s, FIONREAD, &bytes) == 0);
    return bytes;
}

int main(void)
{
    SOCKET pair[2];
    char buffer[8];
    start_winsock();
    tcp_pair(pair);
    ok(readable(pair[1]) == 0, "nothing: %d", (int)readable(pair[1]));
    require(send(pair[0], "12345", 5, 0) == 5 && becomes_ready(pair[1], 'r', 5000));
    ok(readable(pair[1]) == 5, "five bytes: %d", (int)readable(pair[1]));
    require(recv(pair[1], buffer, 2, 0) == 2);
    ok(readable(pair[1]) == 3, "three bytes: %d", (int)readable(pair[1]));
    udp_pair(pair);
    require(send(pair[0], "123", 3, 0) == 3 && becomes_ready(pair[1], 'r', 5000));
    ok(readable(pair[1]) == 3, "a datagram: %d", (int)readable(pair[1]));
    WSACleanup();
    return ok_done();
}
