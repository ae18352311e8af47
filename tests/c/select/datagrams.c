/* A datagram that found no port makes its sender readable, for recvfrom tells of it; with SIO_UDP_CONNRESET off it does
 * not, and what comes later is noticed. */
#include <winsock2.h>
#include <mswsock.h>
#include "../thread.h"

static int readable(SOCKET s)
{
    fd_set set;
    FD_ZERO(&set);
    FD_SET(s, &set);
    return select(0, &set, NULL, NULL, NULL);
}

int main(void)
{
    struct blocked_call waiting;
    struct sockaddr_in closed, own;
    SOCKET gone, s, other;
    WSAPOLLFD entry;
    BOOL off = FALSE;
    DWORD bytes;
    char byte;
    int i;
    start_winsock();
    gone = bound(udp_socket());
    closed = local_address(gone);
    require(closesocket(gone) == 0);
    s = bound(udp_socket());
    own = local_address(s);
    other = udp_socket();
    require(sendto(s, "x", 1, 0, (struct sockaddr *)&closed, sizeof closed) == 1);
    ok(becomes_ready(s, 'r', 5000), "the fate of a datagram");
    ok(!becomes_ready(s, 'e', 20), "is nothing exceptional");
    entry.fd = s;
    entry.events = POLLRDNORM;
    ok(WSAPoll(&entry, 1, 0) == 1 && entry.revents == POLLRDNORM, "revents %x", entry.revents);
    ok_fails(recv(s, &byte, 1, 0), WSAECONNRESET);
    ok(!becomes_ready(s, 'r', 0), "told");

    require(WSAIoctl(s, SIO_UDP_CONNRESET, &off, sizeof off, NULL, 0, &bytes, NULL, NULL) == 0);
    start_blocked_call(&waiting, readable, s);
    for (i = 0; i < 5; i++)
        require(sendto(s, "x", 1, 0, (struct sockaddr *)&closed, sizeof closed) == 1);
    Sleep(30);
    require(sendto(other, "y", 1, 0, (struct sockaddr *)&own, sizeof own) == 1);
    join_thread(&waiting.thread);
    ok(waiting.result == 1, "%d, error %d", waiting.result, waiting.error);
    ok(recv(s, &byte, 1, 0) == 1 && byte == 'y', "the datagram is what was waited for");
    for (i = 0; i < 3; i++)
        require(sendto(s, "x", 1, 0, (struct sockaddr *)&closed, sizeof closed) == 1);
    ok(!becomes_ready(s, 'r', 50), "unreachable ports are not told");
    WSACleanup();
    return ok_done();
}
