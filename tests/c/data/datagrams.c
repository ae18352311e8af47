/* sendto and recvfrom: boundaries are kept, the sender is named, an empty datagram is one. */
#include "../loopback.h"

int main(void)
{
    SOCKET sender, receiver;
    struct sockaddr_in to, from;
    int len = sizeof from;
    char buffer[64];
    start_winsock();
    sender = udp_socket();
    receiver = bound(udp_socket());
    to = local_address(receiver);
    ok(sendto(sender, "one", 3, 0, (struct sockaddr *)&to, sizeof to) == 3, "sendto");
    ok(sendto(sender, "", 0, 0, (struct sockaddr *)&to, sizeof to) == 0, "sendto of nothing");
    ok(sendto(sender, "three", 5, 0, (struct sockaddr *)&to, sizeof to) == 5, "sendto");
    ok(recvfrom(receiver, buffer, sizeof buffer, 0, (struct sockaddr *)&from, &len) == 3, "the first datagram");
    ok(len == sizeof from && from.sin_family == AF_INET, "length %d, family %d", len, from.sin_family);
    ok(from.sin_port == local_address(sender).sin_port, "sendto has given the sender a port");
    ok(recvfrom(receiver, buffer, sizeof buffer, 0, NULL, NULL) == 0, "the empty datagram");
    ok(recv(receiver, buffer, sizeof buffer, 0) == 5 && memcmp(buffer, "three", 5) == 0, "recv takes one as well");
    ok(sendto(receiver, "back", 4, 0, (struct sockaddr *)&from, sizeof from) == 4, "an answer");
    ok(recv(sender, buffer, sizeof buffer, 0) == 4, "arrives");
    WSACleanup();
    return ok_done();
}
