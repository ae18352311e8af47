/* C8: closesocket ends receives of datagrams that other threads are blocked in. */
#include "../thread.h"

static SOCKET open_datagram(void)
{
    return bound(udp_socket());
}

static int call_recvfrom(SOCKET s)
{
    struct sockaddr_in from;
    int len = sizeof from;
    char byte;
    return recvfrom(s, &byte, 1, 0, (struct sockaddr *)&from, &len);
}

static int call_recv(SOCKET s)
{
    char byte;
    return recv(s, &byte, 1, 0);
}

static int call_wsarecvfrom(SOCKET s)
{
    char byte;
    WSABUF buffer;
    DWORD count, flags = 0;
    buffer.buf = &byte;
    buffer.len = 1;
    return WSARecvFrom(s, &buffer, 1, &count, &flags, NULL, NULL, NULL, NULL);
}

int main(void)
{
    start_winsock();
    ok_close_ends(open_datagram, call_recvfrom, WSAEINTR);
    ok_close_ends(open_datagram, call_recv, WSAEINTR);
    ok_close_ends(open_datagram, call_wsarecvfrom, WSAEINTR);
    WSACleanup();
    return ok_done();
}
