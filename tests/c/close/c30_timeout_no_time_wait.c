/* C30: a close that ended in a reset by its time limit leaves no TIME_WAIT. */
#include "../loopback.h"

int main(void)
{
    struct sockaddr_in here, there;
    SOCKET listener, s, accepted;
    start_winsock();
    listener = tcp_listener();
    there = local_address(listener);
    s = bound(tcp_socket());
    here = local_address(s);
    require(connect(s, (struct sockaddr *)&there, sizeof there) == 0);
    accepted = accept(listener, NULL, NULL);
    fill(s);
    set_nonblocking(s, 0);
    set_linger(s, 1, 1);
    ok(closesocket(s) == 0, "closesocket");
    require(closesocket(accepted) == 0);
    s = tcp_socket();
    ok(bind(s, (struct sockaddr *)&here, sizeof here) == 0, "the port is free");
    ok(connect(s, (struct sockaddr *)&there, sizeof there) == 0, "for the same peer, too");
    WSACleanup();
    return ok_done();
}
