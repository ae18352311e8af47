/* C18, C19: SO_DONTLINGER decides l_onoff alone; switched off it brings the earlier time back. */
#include "../loopback.h"

static void set_dont(SOCKET s, BOOL dont)
{
    ok(setsockopt(s, SOL_SOCKET, SO_DONTLINGER, (const char *)&dont, sizeof dont) == 0, "SO_DONTLINGER");
}

static void linger_is(SOCKET s, int onoff, int secs)
{
    struct linger linger;
    BOOL dont;
    int len = sizeof linger;
    require(getsockopt(s, SOL_SOCKET, SO_LINGER, (char *)&linger, &len) == 0);
    ok((linger.l_onoff != 0) == onoff && linger.l_linger == secs, "linger is %d, %d, not %d, %d", linger.l_onoff,
       linger.l_linger, onoff, secs);
    len = sizeof dont;
    ok(getsockopt(s, SOL_SOCKET, SO_DONTLINGER, (char *)&dont, &len) == 0 && dont == !onoff, "SO_DONTLINGER reads %d", dont);
}

int main(void)
{
    SOCKET s;
    start_winsock();
    s = tcp_socket();
    set_linger(s, 1, 5);
    linger_is(s, 1, 5);
    set_dont(s, TRUE);
    linger_is(s, 0, 5);
    set_dont(s, FALSE);
    linger_is(s, 1, 5);
    set_linger(s, 0, 9);
    linger_is(s, 0, 9);
    set_dont(s, FALSE);
    linger_is(s, 1, 9);
    set_dont(s, TRUE);
    set_dont(s, TRUE);
    linger_is(s, 0, 9);
    WSACleanup();
    return ok_done();
}
