/* WSASend gathers from several buffers, WSARecv scatters into several; more than a handful as well. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    char first[3], second[4], third[50], bytes[40];
    WSABUF buffers[3], many[40];
    DWORD count = 0, flags = 0;
    int i;
    start_winsock();
    tcp_pair(pair);
    buffers[0].buf = (char *)"abc";
    buffers[0].len = 3;
    buffers[1].buf = NULL;
    buffers[1].len = 0;
    buffers[2].buf = (char *)"defghi";
    buffers[2].len = 6;
    ok(WSASend(pair[0], buffers, 3, &count, 0, NULL, NULL) == 0 && count == 9, "WSASend sent %d", (int)count);
    require(becomes_ready(pair[1], 'r', 5000));
    buffers[0].buf = first;
    buffers[0].len = sizeof first;
    buffers[1].buf = second;
    buffers[1].len = sizeof second;
    buffers[2].buf = third;
    buffers[2].len = sizeof third;
    ok(WSARecv(pair[1], buffers, 3, &count, &flags, NULL, NULL) == 0 && count == 9, "WSARecv received %d", (int)count);
    ok(memcmp(first, "abc", 3) == 0 && memcmp(second, "defg", 4) == 0 && memcmp(third, "hi", 2) == 0, "in order");
    ok(flags == 0, "flags %d", (int)flags);

    for (i = 0; i < 40; i++) {
        bytes[i] = (char)i;
        many[i].buf = &bytes[i];
        many[i].len = 1;
    }
    ok(WSASend(pair[0], many, 40, &count, 0, NULL, NULL) == 0 && count == 40, "40 buffers: %d", (int)count);
    ok(recv(pair[1], third, 40, MSG_WAITALL) == 40 && memcmp(third, bytes, 40) == 0, "in order");
    WSACleanup();
    return ok_done();
}
