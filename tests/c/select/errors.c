/* select: a member that is no socket is WSAENOTSOCK, a negative time WSAEINVAL; the sets stay as they were. */
#include "../loopback.h"

int main(void)
{
    struct timeval none = {0, 0}, negative = {-1, 0}, negative_part = {0, -1};
    SOCKET good, closed;
    fd_set set;
    start_winsock();
    good = bound(udp_socket());
    closed = udp_socket();
    require(closesocket(closed) == 0);
    FD_ZERO(&set);
    FD_SET(good, &set);
    FD_SET(closed, &set);
    ok_fails(select(0, &set, NULL, NULL, &none), WSAENOTSOCK);
    ok(set.fd_count == 2 && set.fd_array[0] == good && set.fd_array[1] == closed, "the set is untouched");
    ok_fails(select(0, NULL, &set, NULL, &none), WSAENOTSOCK);
    ok_fails(select(0, NULL, NULL, &set, &none), WSAENOTSOCK);
    FD_ZERO(&set);
    FD_SET(INVALID_SOCKET, &set);
    ok_fails(select(0, &set, NULL, NULL, &none), WSAENOTSOCK);
    FD_ZERO(&set);
    FD_SET(good, &set);
    ok_fails(select(0, &set, NULL, NULL, &negative), WSAEINVAL);
    ok_fails(select(0, &set, NULL, NULL, &negative_part), WSAEINVAL);
    WSACleanup();
    return ok_done();
}
