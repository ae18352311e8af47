/* SIO_UDP_CONNRESET FALSE: unreachable ports are not reported. */
#include "../loopback.h"

#ifndef SIO_UDP_CONNRESET
#define SIO_UDP_CONNRESET _WSAIOW(IOC_VENDOR, 12)
#endif

int main(void)
{
    struct sockaddr_in nobody, here;
    SOCKET s, gone;
    BOOL report = FALSE;
    DWORD count;
    char byte;
    start_winsock();
    gone = bound(udp_socket());
    nobody = local_address(gone);
    require(closesocket(gone) == 0);
    s = bound(udp_socket());
    here = local_address(s);
    ok(WSAIoctl(s, SIO_UDP_CONNRESET, &report, sizeof report, NULL, 0, &count, NULL, NULL) == 0, "SIO_UDP_CONNRESET");
    ok(sendto(s, "x", 1, 0, (struct sockaddr *)&nobody, sizeof nobody) == 1, "sendto");
    ok(sendto(s, "y", 1, 0, (struct sockaddr *)&here, sizeof here) == 1, "sendto");
    ok(recv(s, &byte, 1, 0) == 1 && byte == 'y', "recv goes on to the next datagram");
    set_nonblocking(s, 1);
    ok(sendto(s, "x", 1, 0, (struct sockaddr *)&nobody, sizeof nobody) == 1, "sendto");
    ok_fails(recv(s, &byte, 1, 0), WSAEWOULDBLOCK);
    ok(!becomes_ready(s, 'r', 0), "the socket does not look readable");
    WSACleanup();
    return ok_done();
}
