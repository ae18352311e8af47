/* A pending receive ends with the reset of its connection; the two result functions have a code each for it. */
#include "overlapped.h"

int main(void)
{
    struct operation receive;
    SOCKET pair[2];
    HANDLE port;
    DWORD count = 77, flags = 0;
    start_winsock();
    tcp_pair(pair);
    port = new_port(0);
    associate(port, pair[0], 1);
    clear_operation(&receive);
    pend_receive(pair[0], &receive, NULL);
    set_linger(pair[1], 1, 0);
    require(closesocket(pair[1]) == 0);
    ok_packet_of(port, &receive, ERROR_NETNAME_DELETED, 0);
    ok(!WSAGetOverlappedResult(pair[0], &receive.overlapped, &count, FALSE, &flags)
           && WSAGetLastError() == WSAECONNRESET,
       "reset");
    WSACleanup();
    return ok_done();
}
