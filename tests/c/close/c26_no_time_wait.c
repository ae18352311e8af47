/* C26: a hard close leaves no TIME_WAIT: the same two ports can be connected again at once. */
#include "../loopback.h"

int main(void)
{
    struct sockaddr_in here, there;
    SOCKET listener;
    int round;
    start_winsock();
    listener = tcp_listener();
    there = local_address(listener);
    here = loopback_address(0);
    for (round = 0; round < 20; round++) {
        SOCKET s = tcp_socket(), accepted;
        int len = sizeof here;
        ok(bind(s, (struct sockaddr *)&here, sizeof here) == 0, "round %d: bind", round);
        require(getsockname(s, (struct sockaddr *)&here, &len) == 0);
        ok(connect(s, (struct sockaddr *)&there, sizeof there) == 0, "round %d: connect", round);
        accepted = accept(listener, NULL, NULL);
        set_linger(s, 1, 0);
        ok(closesocket(s) == 0, "round %d: closesocket", round);
        ok(closesocket(accepted) == 0, "round %d: the peer", round);
    }
    WSACleanup();
    return ok_done();
}
