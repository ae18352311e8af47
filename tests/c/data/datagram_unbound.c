/* Receiving on a UDP socket without a name is WSAEINVAL; sending gives it one. */
#include "../loopback.h"

int main(void)
{
    SOCKET s, other;
    struct sockaddr_in to;
    int len = sizeof to;
    char byte;
    start_winsock();
    s = udp_socket();
    other = bound(udp_socket());
    to = local_address(other);
    ok_fails(recv(s, &byte, 1, 0), WSAEINVAL);
    ok_fails(recvfrom(s, &byte, 1, 0, NULL, NULL), WSAEINVAL);
    len = sizeof to;
    ok_fails(getsockname(s, (struct sockaddr *)&to, &len), WSAEINVAL);
    to = local_address(other);
    ok(sendto(s, "x", 1, 0, (struct sockaddr *)&to, sizeof to) == 1, "sendto");
    ok(local_address(s).sin_port != 0, "the socket has a port now");
    set_nonblocking(s, 1);
    ok_fails(recv(s, &byte, 1, 0), WSAEWOULDBLOCK);
    WSACleanup();
    return ok_done();
}
