/* WSASend and WSARecv: no buffers is WSAEINVAL; the count of bytes is required without an OVERLAPPED. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    char byte = 'x';
    WSABUF buffer;
    DWORD count = 99, flags = 0;
    start_winsock();
    tcp_pair(pair);
    buffer.buf = &byte;
    buffer.len = 1;
    ok_fails(WSASend(pair[0], &buffer, 0, &count, 0, NULL, NULL), WSAEINVAL);
    ok_fails(WSARecv(pair[1], &buffer, 0, &count, &flags, NULL, NULL), WSAEINVAL);
    ok(count == 99, "a failed call leaves the count alone: %d", (int)count);
    ok(WSASend(pair[0], &buffer, 1, &count, 0, NULL, NULL) == 0 && count == 1, "WSASend");
    flags = MSG_PEEK;
    ok(WSARecv(pair[1], &buffer, 1, &count, &flags, NULL, NULL) == 0 && count == 1, "WSARecv with MSG_PEEK");
    flags = 0;
    ok(WSARecv(pair[1], &buffer, 1, &count, &flags, NULL, NULL) == 0 && count == 1, "the byte was still there");
    ok(shutdown(pair[0], SD_SEND) == 0, "shutdown");
    ok(WSARecv(pair[1], &buffer, 1, &count, &flags, NULL, NULL) == 0 && count == 0, "the end is 0 bytes");
    WSACleanup();
    return ok_done();
}
