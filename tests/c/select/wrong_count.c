/* select: a count that is wrong, the largest even, is found out at the first member that is no socket. */
#include "../loopback.h"

int main(void)
{
    struct timeval none = {0, 0};
    SOCKET good;
    fd_set one, wrong;
    start_winsock();
    good = bound(udp_socket());
    FD_ZERO(&one);
    FD_SET(good, &one);
    FD_ZERO(&wrong);
    FD_SET(good, &wrong);
    wrong.fd_array[1] = INVALID_SOCKET;
    wrong.fd_count = 0xffffffff;
    ok_fails(select(0, &wrong, NULL, NULL, &none), WSAENOTSOCK);
    ok_fails(select(0, &one, &wrong, NULL, &none), WSAENOTSOCK);
    WSACleanup();
    return ok_done();
}
