/* WSACancelBlockingCall ends a blocked recv or recvfrom with WSAEINTR. Nothing was taken, so here the socket goes on. */
#include "eleven.h"

int main(void)
{
    SOCKET pair[2], datagram;
    struct sockaddr_in from;
    char byte;
    int len = sizeof from;
    start_winsock();
    tcp_pair(pair);
    ok_cancelled(recv(pair[0], &byte, 1, 0));
    ok_cancelled(recv(pair[0], &byte, 1, MSG_PEEK));
    ok(send(pair[1], "x", 1, 0) == 1 && recv(pair[0], &byte, 1, 0) == 1 && byte == 'x', "the connection is whole");
    datagram = bound(udp_socket());
    ok_cancelled(recvfrom(datagram, &byte, 1, 0, (struct sockaddr *)&from, &len));
    ok_cancelled(recv(datagram, &byte, 1, 0));
    ok(closesocket(pair[0]) == 0, "closesocket is possible in any case");
    WSACleanup();
    return ok_done();
}
