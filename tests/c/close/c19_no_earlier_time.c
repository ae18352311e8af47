/* C19: lingering switched on by SO_DONTLINGER on a socket that never had a time: the documented default of this
 * implementation, and no hard close. */
#include "../loopback.h"

int main(void)
{
    struct linger linger;
    BOOL dont = FALSE;
    SOCKET pair[2];
    int len = sizeof linger;
    char byte;
    start_winsock();
    tcp_pair(pair);
    ok(setsockopt(pair[0], SOL_SOCKET, SO_DONTLINGER, (const char *)&dont, sizeof dont) == 0, "SO_DONTLINGER");
    ok(getsockopt(pair[0], SOL_SOCKET, SO_LINGER, (char *)&linger, &len) == 0, "SO_LINGER");
    ok(linger.l_onoff != 0 && linger.l_linger == 10, "linger is %d, %d", linger.l_onoff, linger.l_linger);
    ok(closesocket(pair[0]) == 0, "closesocket");
    ok(recv(pair[1], &byte, 1, 0) == 0, "a graceful end");
    WSACleanup();
    return ok_done();
}
