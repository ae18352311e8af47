/* The last WSACleanup closes what is open: the handles stay dead after another start-up. */
#include "../every_call.h"

int main(void)
{
    SOCKET pair[2], listener, unused;
    struct sockaddr_in address;
    start_winsock();
    tcp_pair(pair);
    listener = tcp_listener();
    address = local_address(listener);
    unused = udp_socket();
    require(WSACleanup() == 0);

    start_winsock();
    every_call_fails(pair[0], WSAENOTSOCK);
    every_call_fails(pair[1], WSAENOTSOCK);
    every_call_fails(listener, WSAENOTSOCK);
    every_call_fails(unused, WSAENOTSOCK);
    ok_fails(connect(tcp_socket(), (struct sockaddr *)&address, sizeof address), WSAECONNREFUSED);
    WSACleanup();
    return ok_done();
}
