/* C14, C15: a new stream socket does not linger, and its time is 0. */
#include "../loopback.h"

int main(void)
{
    struct linger linger;
    BOOL dont = FALSE;
    int len = sizeof linger;
    SOCKET s;
    start_winsock();
    s = tcp_socket();
    memset(&linger, 0x55, sizeof linger);
    ok(getsockopt(s, SOL_SOCKET, SO_LINGER, (char *)&linger, &len) == 0 && len == sizeof linger, "SO_LINGER");
    ok(linger.l_onoff == 0 && linger.l_linger == 0, "linger is %d, %d", linger.l_onoff, linger.l_linger);
    len = sizeof dont;
    ok(getsockopt(s, SOL_SOCKET, SO_DONTLINGER, (char *)&dont, &len) == 0, "SO_DONTLINGER");
    ok(dont == TRUE, "SO_DONTLINGER is %d", dont);
    WSACleanup();
    return ok_done();
}
