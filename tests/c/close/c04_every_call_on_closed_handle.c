/* C4: a closed handle fails with WSAENOTSOCK in every call, whatever kind of socket it was. */
#include "../every_call.h"

int main(void)
{
    SOCKET pair[2], s;
    start_winsock();
    tcp_pair(pair);
    require(closesocket(pair[0]) == 0);
    every_call_fails(pair[0], WSAENOTSOCK);
    s = udp_socket();
    require(closesocket(s) == 0);
    every_call_fails(s, WSAENOTSOCK);
    s = tcp_listener();
    require(closesocket(s) == 0);
    every_call_fails(s, WSAENOTSOCK);
    set_linger(pair[1], 1, 0);
    require(closesocket(pair[1]) == 0);
    every_call_fails(pair[1], WSAENOTSOCK);
    WSACleanup();
    return ok_done();
}
