/* Data sent to a peer that has closed completely: the connection is aborted, and later receives say so. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    char byte = 'x';
    int i, failed = 0;
    start_winsock();
    tcp_pair(pair);
    require(closesocket(pair[0]) == 0);
    ok(recv(pair[1], &byte, 1, 0) == 0, "the peer has ended gracefully");
    ok(send(pair[1], &byte, 1, 0) == 1, "the first send can't know");
    require(becomes_ready(pair[1], 'r', 5000));
    for (i = 0; i < 100 && !failed; i++)
        failed = send(pair[1], &byte, 1, 0) == SOCKET_ERROR;
    ok(failed && (WSAGetLastError() == WSAECONNABORTED || WSAGetLastError() == WSAECONNRESET), "a later send fails");
    ok_fails(recv(pair[1], &byte, 1, 0), WSAECONNABORTED);
    WSACleanup();
    return ok_done();
}
