/* A datagram that is longer than the buffer: WSAEMSGSIZE, the buffer is filled, the rest is lost. */
#include "../loopback.h"

int main(void)
{
    SOCKET sender, receiver;
    struct sockaddr_in to, from;
    int len = sizeof from;
    char buffer[4] = "xyz";
    static char huge[70000];
    start_winsock();
    sender = bound(udp_socket());
    receiver = bound(udp_socket());
    to = local_address(receiver);
    require(sendto(sender, "12345", 5, 0, (struct sockaddr *)&to, sizeof to) == 5);
    require(sendto(sender, "67890", 5, 0, (struct sockaddr *)&to, sizeof to) == 5);
    require(sendto(sender, "end", 3, 0, (struct sockaddr *)&to, sizeof to) == 3);
    ok_fails(recvfrom(receiver, buffer, 3, 0, (struct sockaddr *)&from, &len), WSAEMSGSIZE);
    ok(memcmp(buffer, "123", 4) == 0, "the buffer is filled, and no more");
    ok(from.sin_port == local_address(sender).sin_port, "the sender is named");
    ok_fails(recv(receiver, buffer, 2, 0), WSAEMSGSIZE);
    ok(memcmp(buffer, "67", 2) == 0, "recv fills it as well");
    ok(recv(receiver, buffer, 4, 0) == 3 && memcmp(buffer, "end", 3) == 0, "the next datagram follows");
    ok_fails(sendto(sender, huge, sizeof huge, 0, (struct sockaddr *)&to, sizeof to), WSAEMSGSIZE);
    WSACleanup();
    return ok_done();
}
