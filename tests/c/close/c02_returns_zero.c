/* C2: closesocket returns 0 for a socket in any state. */
#include "../loopback.h"

int main(void)
{
    struct sockaddr_in nobody;
    SOCKET pair[2], s;
    start_winsock();
    ok(closesocket(tcp_socket()) == 0, "never used");
    ok(closesocket(udp_socket()) == 0, "UDP, never used");
    ok(closesocket(bound(tcp_socket())) == 0, "bound");
    ok(closesocket(tcp_listener()) == 0, "listening");
    s = tcp_listener();
    require(connected_to(s) != INVALID_SOCKET);
    ok(closesocket(s) == 0, "listening, with a connection in its queue");
    tcp_pair(pair);
    ok(closesocket(pair[0]) == 0, "connected");
    ok(closesocket(pair[1]) == 0, "connected, closed by its peer");
    udp_pair(pair);
    ok(closesocket(pair[0]) == 0 && closesocket(pair[1]) == 0, "UDP, connected");
    s = bound(tcp_socket());
    nobody = local_address(s);
    require(closesocket(s) == 0);
    s = tcp_socket();
    ok_fails(connect(s, (struct sockaddr *)&nobody, sizeof nobody), WSAECONNREFUSED);
    ok(closesocket(s) == 0, "refused");
    WSACleanup();
    return ok_done();
}
