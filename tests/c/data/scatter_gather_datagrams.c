/* WSASendTo makes one datagram of several buffers, WSARecvFrom spreads one over several and names the sender. */
#include "../loopback.h"

int main(void)
{
    SOCKET sender, receiver;
    struct sockaddr_in to, from;
    int len = sizeof from;
    char head[2], tail[2];
    WSABUF buffers[2];
    DWORD count = 0, flags = 0;
    start_winsock();
    sender = bound(udp_socket());
    receiver = bound(udp_socket());
    to = local_address(receiver);
    buffers[0].buf = (char *)"ab";
    buffers[0].len = 2;
    buffers[1].buf = (char *)"cd";
    buffers[1].len = 2;
    ok(WSASendTo(sender, buffers, 2, &count, 0, (struct sockaddr *)&to, sizeof to, NULL, NULL) == 0 && count == 4,
       "WSASendTo sent %d", (int)count);
    buffers[0].buf = head;
    buffers[1].buf = tail;
    ok(WSARecvFrom(receiver, buffers, 2, &count, &flags, (struct sockaddr *)&from, &len, NULL, NULL) == 0 && count == 4,
       "WSARecvFrom received %d", (int)count);
    ok(memcmp(head, "ab", 2) == 0 && memcmp(tail, "cd", 2) == 0, "in order");
    ok(from.sin_port == local_address(sender).sin_port, "the sender's address");

    require(sendto(sender, "12345", 5, 0, (struct sockaddr *)&to, sizeof to) == 5);
    flags = 0;
    ok_fails(WSARecvFrom(receiver, buffers, 2, &count, &flags, NULL, NULL, NULL, NULL), WSAEMSGSIZE);
    ok(memcmp(head, "12", 2) == 0 && memcmp(tail, "34", 2) == 0, "the buffers are filled");
    ok(flags & MSG_PARTIAL, "flags %x", (int)flags);
    WSACleanup();
    return ok_done();
}
