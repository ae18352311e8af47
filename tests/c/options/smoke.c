/* Options are set and read back. */
#include "../loopback.h"

static void round_trip(SOCKET s, int level, int name, int value, const char *what)
{
    int read = -1, len = sizeof read;
    ok(setsockopt(s, level, name, (const char *)&value, sizeof value) == 0, "%s is set", what);
    ok(getsockopt(s, level, name, (char *)&read, &len) == 0 && len <= 4, "%s is read", what);
    if (len == 1)
        read = (unsigned char)read;
    ok(read == value, "%s reads %d, not %d", what, read, value);
}

int main(void)
{
    SOCKET s, datagram;
    int value = 0, len = sizeof value;
    start_winsock();
    s = tcp_socket();
    datagram = udp_socket();
    round_trip(s, SOL_SOCKET, SO_KEEPALIVE, 1, "SO_KEEPALIVE");
    round_trip(s, SOL_SOCKET, SO_RCVBUF, 32768, "SO_RCVBUF");
    round_trip(s, SOL_SOCKET, SO_SNDBUF, 32768, "SO_SNDBUF");
    round_trip(s, SOL_SOCKET, SO_RCVTIMEO, 1500, "SO_RCVTIMEO");
    round_trip(s, IPPROTO_TCP, TCP_NODELAY, 1, "TCP_NODELAY");
    round_trip(s, IPPROTO_IP, IP_TTL, 33, "IP_TTL");
    round_trip(datagram, SOL_SOCKET, SO_BROADCAST, 1, "SO_BROADCAST");
    round_trip(datagram, IPPROTO_IP, IP_MULTICAST_TTL, 5, "IP_MULTICAST_TTL");
    ok(getsockopt(s, SOL_SOCKET, SO_TYPE, (char *)&value, &len) == 0 && value == SOCK_STREAM, "SO_TYPE reads %d", value);
    ok_fails(getsockopt(s, SOL_SOCKET, 0x7777, (char *)&value, &len), WSAENOPROTOOPT);
    ok_fails(setsockopt(s, SOL_SOCKET, SO_RCVBUF, (const char *)&value, 1), WSAEFAULT);
    ok_fails(setsockopt(s, SOL_SOCKET, SO_RCVBUF, NULL, 4), WSAEFAULT);
    WSACleanup();
    return ok_done();
}
