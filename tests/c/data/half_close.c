/* shutdown: one's own half ends, the other goes on; calls on the ended half are WSAESHUTDOWN. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    char byte = 'x';
    start_winsock();
    tcp_pair(pair);
    ok_fails(shutdown(pair[0], 3), WSAEINVAL);
    ok_fails(shutdown(pair[0], -1), WSAEINVAL);
    ok(shutdown(pair[0], SD_SEND) == 0, "SD_SEND");
    ok_fails(send(pair[0], &byte, 1, 0), WSAESHUTDOWN);
    ok(recv(pair[1], &byte, 1, 0) == 0, "the peer sees the end");
    ok(send(pair[1], "y", 1, 0) == 1 && recv(pair[0], &byte, 1, 0) == 1, "the other direction works");
    ok(shutdown(pair[0], SD_SEND) == 0, "again");
    ok(shutdown(pair[0], SD_RECEIVE) == 0, "SD_RECEIVE");
    ok_fails(recv(pair[0], &byte, 1, 0), WSAESHUTDOWN);
    ok(closesocket(pair[0]) == 0 && closesocket(pair[1]) == 0, "closesocket");

    udp_pair(pair);
    ok(shutdown(pair[0], SD_SEND) == 0, "SD_SEND of UDP");
    ok_fails(send(pair[0], &byte, 1, 0), WSAESHUTDOWN);
    ok(shutdown(pair[0], SD_RECEIVE) == 0, "SD_RECEIVE of UDP");
    ok_fails(recv(pair[0], &byte, 1, 0), WSAESHUTDOWN);
    WSACleanup();
    return ok_done();
}
