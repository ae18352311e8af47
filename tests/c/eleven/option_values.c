/* The values of options as version 1.1 has them: BOOL for SO_DONTLINGER and other switches, struct linger for SO_LINGER,
 * int for sizes; FIONBIO takes an unsigned long. */
#include "eleven.h"

int main(void)
{
    SOCKET s;
    BOOL yes = TRUE, no = FALSE;
    struct linger linger;
    int value, len;
    unsigned long on = 1;
    char byte;
    start_winsock();
    s = bound(udp_socket());
    ok(ioctlsocket(s, FIONBIO, &on) == 0, "FIONBIO");
    ok_fails(recv(s, &byte, 1, 0), WSAEWOULDBLOCK);
    s = tcp_socket();
    len = sizeof value;
    ok(getsockopt(s, SOL_SOCKET, SO_DONTLINGER, (char *)&value, &len) == 0 && value && len == sizeof(BOOL), "SO_DONTLINGER");
    ok(setsockopt(s, SOL_SOCKET, SO_DONTLINGER, (char *)&no, sizeof no) == 0, "lingering");
    len = sizeof linger;
    ok(getsockopt(s, SOL_SOCKET, SO_LINGER, (char *)&linger, &len) == 0 && linger.l_onoff, "SO_LINGER says so");
    linger.l_onoff = 1;
    linger.l_linger = 3;
    ok(setsockopt(s, SOL_SOCKET, SO_LINGER, (char *)&linger, sizeof linger) == 0, "SO_LINGER");
    len = sizeof value;
    ok(getsockopt(s, SOL_SOCKET, SO_DONTLINGER, (char *)&value, &len) == 0 && !value, "SO_DONTLINGER");
    ok(setsockopt(s, SOL_SOCKET, SO_KEEPALIVE, (char *)&yes, sizeof yes) == 0, "SO_KEEPALIVE");
    ok(setsockopt(s, SOL_SOCKET, SO_REUSEADDR, (char *)&yes, sizeof yes) == 0, "SO_REUSEADDR");
    value = 8192;
    ok(setsockopt(s, SOL_SOCKET, SO_RCVBUF, (char *)&value, sizeof value) == 0, "SO_RCVBUF");
    len = sizeof value;
    ok(getsockopt(s, SOL_SOCKET, SO_TYPE, (char *)&value, &len) == 0 && value == SOCK_STREAM, "SO_TYPE");
    ok(setsockopt(s, IPPROTO_TCP, TCP_NODELAY, (char *)&yes, sizeof yes) == 0, "TCP_NODELAY");
    WSACleanup();
    return ok_done();
}
