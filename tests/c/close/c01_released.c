/* C1: closing releases the socket; its port can be used again at once. */
#include "../loopback.h"

int main(void)
{
    struct sockaddr_in address;
    int round;
    start_winsock();
    address = loopback_address(0);
    for (round = 0; round < 50; round++) {
        int len = sizeof address;
        SOCKET listener = tcp_socket(), datagram = udp_socket(), client;
        ok(bind(listener, (struct sockaddr *)&address, sizeof address) == 0, "round %d: bind", round);
        ok(listen(listener, 5) == 0, "round %d: listen", round);
        require(getsockname(listener, (struct sockaddr *)&address, &len) == 0);
        ok(bind(datagram, (struct sockaddr *)&address, sizeof address) == 0, "round %d: bind UDP", round);
        client = connected_to(listener);
        require(closesocket(client) == 0);
        ok(closesocket(listener) == 0 && closesocket(datagram) == 0, "round %d: closesocket", round);
    }
    WSACleanup();
    return ok_done();
}
