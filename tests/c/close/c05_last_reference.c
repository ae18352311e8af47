/* C5: closing one of two handles of a socket ends only that handle; the last close ends the connection. */
#include "../every_call.h"

static SOCKET duplicate_of(SOCKET s)
{
    WSAPROTOCOL_INFOW info;
    SOCKET copy;
    require(WSADuplicateSocketW(s, GetCurrentProcessId(), &info) == 0);
    copy = WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0, 0);
    require(copy != INVALID_SOCKET);
    return copy;
}

int main(void)
{
    SOCKET pair[2], second;
    char byte;
    start_winsock();
    tcp_pair(pair);
    second = duplicate_of(pair[0]);
    ok(closesocket(pair[0]) == 0, "close the first handle");
    every_call_fails(pair[0], WSAENOTSOCK);
    ok(!becomes_ready(pair[1], 'r', 50), "the peer sees nothing");
    ok(send(second, "x", 1, 0) == 1 && recv(pair[1], &byte, 1, 0) == 1, "the second handle works");
    ok(send(pair[1], "y", 1, 0) == 1 && recv(second, &byte, 1, 0) == 1, "in both directions");
    ok(closesocket(second) == 0, "close the second handle");
    ok(recv(pair[1], &byte, 1, 0) == 0, "the peer sees the end");

    tcp_pair(pair);
    second = duplicate_of(pair[0]);
    set_linger(pair[0], 1, 0);
    ok(closesocket(second) == 0, "a hard close of the first handle");
    ok(!becomes_ready(pair[1], 'r', 50), "resets nothing");
    ok(closesocket(pair[0]) == 0, "that of the last");
    ok_fails(recv(pair[1], &byte, 1, 0), WSAECONNRESET);
    WSACleanup();
    return ok_done();
}
