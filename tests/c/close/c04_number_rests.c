/* C4, X9: the number of a closed socket does not come back soon, also when sockets are opened all the time. */
#include "../loopback.h"

int main(void)
{
    SOCKET first;
    int i;
    start_winsock();
    first = udp_socket();
    require(closesocket(first) == 0);
    for (i = 0; i < 50000; i++) {
        SOCKET s = udp_socket();
        if (s == first) {
            ok(0, "the number came back after %d sockets", i);
            break;
        }
        require(closesocket(s) == 0);
    }
    ok_fails(closesocket(first), WSAENOTSOCK);
    WSACleanup();
    return ok_done();
}
