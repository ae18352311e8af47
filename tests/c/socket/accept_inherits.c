/* An accepted socket takes over linger and non-blocking mode from its listener. */
#include "../loopback.h"

int main(void)
{
    SOCKET listener, accepted;
    struct linger linger;
    int len = sizeof linger;
    char byte;
    start_winsock();
    listener = tcp_listener();
    set_linger(listener, 1, 7);
    set_nonblocking(listener, 1);
    connected_to(listener);
    require(becomes_ready(listener, 'r', 5000));
    accepted = accept(listener, NULL, NULL);
    ok(accepted != INVALID_SOCKET, "accept");
    ok(getsockopt(accepted, SOL_SOCKET, SO_LINGER, (char *)&linger, &len) == 0, "SO_LINGER");
    ok(linger.l_onoff != 0 && linger.l_linger == 7, "linger is %d, %d", linger.l_onoff, linger.l_linger);
    ok_fails(recv(accepted, &byte, 1, 0), WSAEWOULDBLOCK);

    set_linger(listener, 0, 0);
    len = sizeof linger;
    ok(getsockopt(accepted, SOL_SOCKET, SO_LINGER, (char *)&linger, &len) == 0 && linger.l_linger == 7,
       "a later change to the listener does not reach the accepted socket");
    WSACleanup();
    return ok_done();
}
