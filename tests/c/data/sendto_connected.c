/* sendto on a connected stream pays no attention to the address. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    struct sockaddr_in elsewhere;
    char byte = 'x';
    start_winsock();
    elsewhere = loopback_address(9);
    tcp_pair(pair);
    ok(sendto(pair[0], &byte, 1, 0, (struct sockaddr *)&elsewhere, sizeof elsewhere) == 1, "sendto");
    ok(recv(pair[1], &byte, 1, 0) == 1, "the peer gets it");
    ok(sendto(pair[0], &byte, 1, 0, NULL, 0) == 1, "sendto without address");
    ok(recv(pair[1], &byte, 1, 0) == 1, "the peer gets it");
    ok_fails(sendto(tcp_socket(), &byte, 1, 0, (struct sockaddr *)&elsewhere, sizeof elsewhere), WSAENOTCONN);
    WSACleanup();
    return ok_done();
}
