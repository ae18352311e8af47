/* SO_ERROR does not take away that a datagram found no port: select announces it still, and the next receive tells it. */
#include <winsock2.h>
#include <mswsock.h>
#include "../loopback.h"

static int error_of(SOCKET s)
{
    int error = -1, len = sizeof error;
    require(getsockopt(s, SOL_SOCKET, SO_ERROR, (char *)&error, &len) == 0);
    return error;
}

int main(void)
{
    struct sockaddr_in nobody;
    SOCKET s = INVALID_SOCKET, gone;
    WSAPOLLFD entry;
    BOOL off = FALSE;
    DWORD bytes;
    char byte;
    start_winsock();
    gone = bound(udp_socket());
    nobody = local_address(gone);
    require(closesocket(gone) == 0);
    s = bound(udp_socket());
    set_nonblocking(s, 1);
    require(sendto(s, "x", 1, 0, (struct sockaddr *)&nobody, sizeof nobody) == 1);
    ok(becomes_ready(s, 'r', 20000), "the news makes the socket readable");
    ok(error_of(s) == 0, "it is no error of the socket");
    ok(becomes_ready(s, 'r', 0), "it is readable still");
    entry.fd = s;
    entry.events = POLLRDNORM;
    ok(WSAPoll(&entry, 1, 0) == 1 && (entry.revents & POLLRDNORM), "WSAPoll sees it too: 0x%x", entry.revents);
    ok(error_of(s) == 0, "however often one asks");
    ok_fails(recv(s, &byte, 1, 0), WSAECONNRESET);
    ok(!becomes_ready(s, 'r', 0), "it is told once");
    ok_fails(recv(s, &byte, 1, 0), WSAEWOULDBLOCK);

    require(WSAIoctl(s, SIO_UDP_CONNRESET, &off, sizeof off, NULL, 0, &bytes, NULL, NULL) == 0);
    require(sendto(s, "x", 1, 0, (struct sockaddr *)&nobody, sizeof nobody) == 1);
    ok(error_of(s) == 0 && !becomes_ready(s, 'r', 0), "who does not want to know is not told");
    ok_fails(recv(s, &byte, 1, 0), WSAEWOULDBLOCK);
    WSACleanup();
    return ok_done();
}
