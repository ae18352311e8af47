/* WSASendDisconnect and WSARecvDisconnect end a direction; TCP carries no data with it. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    char byte = 'x';
    WSABUF data;
    start_winsock();
    tcp_pair(pair);
    data.buf = &byte;
    data.len = 1;
    ok_fails(WSASendDisconnect(pair[0], &data), WSAENOPROTOOPT);
    ok(send(pair[0], &byte, 1, 0) == 1, "the refused call has ended nothing");
    ok(WSASendDisconnect(pair[0], NULL) == 0, "WSASendDisconnect");
    ok_fails(send(pair[0], &byte, 1, 0), WSAESHUTDOWN);
    ok(recv(pair[1], &byte, 1, 0) == 1 && recv(pair[1], &byte, 1, 0) == 0, "the peer sees data, then the end");
    ok(WSARecvDisconnect(pair[0], NULL) == 0, "WSARecvDisconnect");
    ok_fails(recv(pair[0], &byte, 1, 0), WSAESHUTDOWN);
    ok_fails(WSASendDisconnect(tcp_socket(), NULL), WSAENOTCONN);
    WSACleanup();
    return ok_done();
}
