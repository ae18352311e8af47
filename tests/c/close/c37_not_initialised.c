/* C37: closesocket without a successful WSAStartup is WSANOTINITIALISED; that is looked at first. */
#include "../loopback.h"

int main(void)
{
    WSADATA data;
    SOCKET s;
    ok_fails(closesocket(INVALID_SOCKET), WSANOTINITIALISED);
    ok_fails(closesocket(4), WSANOTINITIALISED);
    ok(WSAStartup(MAKEWORD(0, 9), &data) == WSAVERNOTSUPPORTED, "a start-up that fails");
    ok_fails(closesocket(4), WSANOTINITIALISED);
    start_winsock();
    s = tcp_socket();
    require(WSACleanup() == 0);
    ok_fails(closesocket(s), WSANOTINITIALISED);
    return ok_done();
}
