/* NULL and impossible lengths are WSAEFAULT, never a crash; the connection is none the worse. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2], datagram;
    struct sockaddr_in to, from;
    int len;
    char byte = 'x';
    char *unmapped = (char *)8;
    WSABUF buffer;
    DWORD count = 0, flags = 0;
    start_winsock();
    tcp_pair(pair);
    ok_fails(send(pair[0], NULL, 5, 0), WSAEFAULT);
    ok_fails(send(pair[0], &byte, -1, 0), WSAEFAULT);
    ok_fails(send(pair[0], unmapped, 5, 0), WSAEFAULT);
    require(send(pair[0], "12345", 5, 0) == 5);
    ok_fails(recv(pair[1], NULL, 5, 0), WSAEFAULT);
    ok_fails(recv(pair[1], &byte, -1, 0), WSAEFAULT);
    ok_fails(recv(pair[1], unmapped, 5, 0), WSAEFAULT);
    ok_fails(WSASend(pair[0], NULL, 1, &count, 0, NULL, NULL), WSAEFAULT);
    ok_fails(WSARecv(pair[1], NULL, 1, &count, &flags, NULL, NULL), WSAEFAULT);
    buffer.buf = unmapped;
    buffer.len = 1;
    ok_fails(WSASend(pair[0], &buffer, 1, &count, 0, NULL, NULL), WSAEFAULT);
    ok_fails(WSARecv(pair[1], &buffer, 1, &count, &flags, NULL, NULL), WSAEFAULT);
    buffer.buf = &byte;
    ok_fails(WSASend(pair[0], &buffer, 1, NULL, 0, NULL, NULL), WSAEFAULT);
    ok_fails(WSARecv(pair[1], &buffer, 1, &count, NULL, NULL, NULL), WSAEFAULT);
    ok(recv(pair[1], &byte, 1, 0) == 1 && byte == '1', "the data is untouched");

    datagram = bound(udp_socket());
    to = local_address(datagram);
    ok_fails(sendto(datagram, &byte, 1, 0, (struct sockaddr *)&to, 4), WSAEFAULT);
    ok_fails(sendto(datagram, NULL, 1, 0, (struct sockaddr *)&to, sizeof to), WSAEFAULT);
    require(sendto(datagram, &byte, 1, 0, (struct sockaddr *)&to, sizeof to) == 1);
    len = sizeof from - 1;
    ok_fails(recvfrom(datagram, &byte, 1, 0, (struct sockaddr *)&from, &len), WSAEFAULT);
    ok_fails(recvfrom(datagram, &byte, 1, 0, (struct sockaddr *)&from, NULL), WSAEFAULT);
    ok(recv(datagram, &byte, 1, 0) == 1, "a refused receive takes no datagram");
    WSACleanup();
    return ok_done();
}
