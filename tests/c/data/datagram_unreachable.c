/* A datagram to a port nobody has makes the next receive fail with WSAECONNRESET, once. */
#include "../loopback.h"

static struct sockaddr_in nobodys_address(void)
{
    SOCKET s = bound(udp_socket());
    struct sockaddr_in address = local_address(s);
    require(closesocket(s) == 0);
    return address;
}

int main(void)
{
    struct sockaddr_in nobody;
    SOCKET s;
    char byte;
    start_winsock();
    nobody = nobodys_address();
    s = bound(udp_socket());
    ok(sendto(s, "x", 1, 0, (struct sockaddr *)&nobody, sizeof nobody) == 1, "sendto");
    ok(becomes_ready(s, 'r', 5000), "the news makes the socket readable");
    ok_fails(recv(s, &byte, 1, 0), WSAECONNRESET);
    set_nonblocking(s, 1);
    ok_fails(recv(s, &byte, 1, 0), WSAEWOULDBLOCK);
    ok(!becomes_ready(s, 'r', 0), "it is told once");

    ok(sendto(s, "x", 1, 0, (struct sockaddr *)&nobody, sizeof nobody) == 1, "sendto");
    ok(sendto(s, "x", 1, 0, (struct sockaddr *)&nobody, sizeof nobody) == 1, "a send does not fail for it");
    ok_fails(recvfrom(s, &byte, 1, 0, NULL, NULL), WSAECONNRESET);
    WSACleanup();
    return ok_done();
}
