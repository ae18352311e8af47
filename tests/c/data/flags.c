/* Flags a call does not know are WSAEOPNOTSUPP. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    char byte = 'x';
    WSABUF buffer;
    DWORD count, flags = 0x4000;
    start_winsock();
    buffer.buf = &byte;
    buffer.len = 1;
    tcp_pair(pair);
    ok_fails(send(pair[0], &byte, 1, 0x4000), WSAEOPNOTSUPP);
    ok_fails(send(pair[0], &byte, 1, MSG_PEEK), WSAEOPNOTSUPP);
    ok_fails(recv(pair[1], &byte, 1, 0x4000), WSAEOPNOTSUPP);
    ok_fails(WSASend(pair[0], &buffer, 1, &count, 0x4000, NULL, NULL), WSAEOPNOTSUPP);
    ok_fails(WSARecv(pair[1], &buffer, 1, &count, &flags, NULL, NULL), WSAEOPNOTSUPP);
    ok(send(pair[0], &byte, 1, MSG_DONTROUTE) == 1, "MSG_DONTROUTE is a flag of send");
    ok(recv(pair[1], &byte, 1, 0) == 1, "recv");
    udp_pair(pair);
    ok_fails(send(pair[0], &byte, 1, MSG_OOB), WSAEOPNOTSUPP);
    ok_fails(recv(pair[1], &byte, 1, MSG_OOB), WSAEOPNOTSUPP);
    WSACleanup();
    return ok_done();
}
