/* C17, C20: setsockopt SO_LINGER sets both members, getsockopt reads them; too short is WSAEFAULT. */
#include "../loopback.h"

int main(void)
{
    static const int rows[][2] = {{1, 0}, {1, 5}, {0, 5}, {1, 65535}, {0, 0}};
    struct linger linger;
    int len;
    unsigned i;
    SOCKET s;
    start_winsock();
    s = tcp_socket();
    for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        set_linger(s, rows[i][0], rows[i][1]);
        len = sizeof linger;
        ok(getsockopt(s, SOL_SOCKET, SO_LINGER, (char *)&linger, &len) == 0 && len == 4, "SO_LINGER");
        ok((linger.l_onoff != 0) == rows[i][0] && linger.l_linger == rows[i][1], "row %d: linger is %d, %d", (int)i,
           linger.l_onoff, linger.l_linger);
    }
    len = 3;
    ok_fails(getsockopt(s, SOL_SOCKET, SO_LINGER, (char *)&linger, &len), WSAEFAULT);
    ok_fails(setsockopt(s, SOL_SOCKET, SO_LINGER, (const char *)&linger, 3), WSAEFAULT);
    ok_fails(setsockopt(s, SOL_SOCKET, SO_LINGER, NULL, 4), WSAEFAULT);
    len = sizeof linger;
    ok_fails(getsockopt(s, SOL_SOCKET, SO_LINGER, NULL, &len), WSAEFAULT);
    ok_fails(getsockopt(s, SOL_SOCKET, SO_LINGER, (char *)&linger, NULL), WSAEFAULT);
    ok_fails(setsockopt(udp_socket(), SOL_SOCKET, SO_LINGER, (const char *)&linger, 4), WSAENOPROTOOPT);
    WSACleanup();
    return ok_done();
}
