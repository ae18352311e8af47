/* A connected UDP socket: send and recv, only its peer is heard; a zero address takes the peer away. */
#include "../loopback.h"

int main(void)
{
    SOCKET s, peer, stranger;
    struct sockaddr_in here, there, nobody;
    int len = sizeof there;
    char buffer[8];
    start_winsock();
    s = bound(udp_socket());
    peer = bound(udp_socket());
    stranger = bound(udp_socket());
    here = local_address(s);
    there = local_address(peer);
    ok_fails(send(s, "x", 1, 0), WSAENOTCONN);
    ok(connect(s, (struct sockaddr *)&there, sizeof there) == 0, "connect");
    ok(send(s, "ping", 4, 0) == 4 && recv(peer, buffer, sizeof buffer, 0) == 4, "send");
    require(sendto(stranger, "no", 2, 0, (struct sockaddr *)&here, sizeof here) == 2);
    require(sendto(peer, "yes", 3, 0, (struct sockaddr *)&here, sizeof here) == 3);
    ok(recv(s, buffer, sizeof buffer, 0) == 3, "only the peer is heard");
    ok(getpeername(s, (struct sockaddr *)&there, &len) == 0, "getpeername");
    memset(&nobody, 0, sizeof nobody);
    nobody.sin_family = AF_INET;
    ok(connect(s, (struct sockaddr *)&nobody, sizeof nobody) == 0, "connect to the zero address");
    ok_fails(send(s, "x", 1, 0), WSAENOTCONN);
    len = sizeof there;
    ok_fails(getpeername(s, (struct sockaddr *)&there, &len), WSAENOTCONN);
    WSACleanup();
    return ok_done();
}
