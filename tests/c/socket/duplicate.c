/* WSADuplicateSocket within a process: two handles of one socket, closed one by one. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2], second;
    WSAPROTOCOL_INFOW info;
    char byte = 'x';
    start_winsock();
    tcp_pair(pair);
    ok(WSADuplicateSocketW(pair[0], GetCurrentProcessId(), &info) == 0, "WSADuplicateSocketW");
    second = WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0, 0);
    ok(second != INVALID_SOCKET && second != pair[0], "another handle");
    ok(send(second, &byte, 1, 0) == 1 && recv(pair[1], &byte, 1, 0) == 1, "data goes through the second handle");
    set_nonblocking(second, 1);
    ok_fails(recv(pair[0], &byte, 1, 0), WSAEWOULDBLOCK);
    set_linger(pair[0], 1, 3);
    {
        struct linger linger;
        int len = sizeof linger;
        ok(getsockopt(second, SOL_SOCKET, SO_LINGER, (char *)&linger, &len) == 0 && linger.l_linger == 3,
           "options belong to the socket, not to the handle");
    }
    ok_fails(WSADuplicateSocketW(pair[0], GetCurrentProcessId(), NULL), WSAEFAULT);
    ok_fails(WSADuplicateSocketW(pair[0], 0xfffffffe, &info), WSAEINVAL);
    WSACleanup();
    return ok_done();
}
