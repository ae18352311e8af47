/* Calls that succeed leave the last error alone. */
#include "../loopback.h"

#define ok_keeps(call) \
    do { \
        WSASetLastError(12345); \
        ok((int)(call) != SOCKET_ERROR, #call " succeeds"); \
        ok(WSAGetLastError() == 12345, #call " changed the last error"); \
    } while (0)

int main(void)
{
    SOCKET pair[2], s;
    char byte = 'x';
    u_long pending;
    WSADATA data;
    WSASetLastError(12345);
    require(WSAStartup(MAKEWORD(2, 2), &data) == 0);
    ok(WSAGetLastError() == 12345, "WSAStartup changed the last error");
    tcp_pair(pair);
    ok_keeps(s = socket(AF_INET, SOCK_STREAM, 0));
    ok_keeps(send(pair[0], &byte, 1, 0));
    ok_keeps(recv(pair[1], &byte, 1, 0));
    ok_keeps(ioctlsocket(pair[0], FIONREAD, &pending));
    ok_keeps(shutdown(pair[0], SD_SEND));
    ok_keeps(recv(pair[1], &byte, 1, 0));
    ok_keeps(closesocket(pair[0]));
    ok_keeps(closesocket(pair[1]));
    ok_keeps(closesocket(s));
    ok_keeps(WSACleanup());
    return ok_done();
}
