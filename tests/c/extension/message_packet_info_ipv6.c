/* The same over IPv6: IPV6_PKTINFO. */
#include "extension.h"

int main(void)
{
    SOCKET receiver, sender;
    struct sockaddr_in6 address, from;
    int len = sizeof address;
    char data[16], control[256];
    WSABUF lent = {sizeof data, data};
    WSAMSG message;
    WSACMSGHDR *header;
    IN6_PKTINFO *info;
    DWORD bytes, on = 1;
    start_winsock();
    receiver = socket(AF_INET6, SOCK_DGRAM, 0);
    sender = socket(AF_INET6, SOCK_DGRAM, 0);
    memset(&address, 0, sizeof address);
    address.sin6_family = AF_INET6;
    address.sin6_addr.s6_addr[15] = 1;
    require(bind(receiver, (struct sockaddr *)&address, sizeof address) == 0);
    require(getsockname(receiver, (struct sockaddr *)&address, &len) == 0);
    require(setsockopt(receiver, IPPROTO_IPV6, IPV6_PKTINFO, (char *)&on, sizeof on) == 0);
    require(sendto(sender, "hello", 5, 0, (struct sockaddr *)&address, sizeof address) == 5);
    memset(&message, 0, sizeof message);
    message.name = (struct sockaddr *)&from;
    message.namelen = sizeof from;
    message.lpBuffers = &lent;
    message.dwBufferCount = 1;
    message.Control.buf = control;
    message.Control.len = sizeof control;
    ok(receive_message(receiver)(receiver, &message, &bytes, NULL, NULL) == 0 && bytes == 5, "synchronous");
    ok(from.sin6_family == AF_INET6, "sender");
    header = WSA_CMSG_FIRSTHDR(&message);
    require(header != NULL);
    ok(header->cmsg_level == IPPROTO_IPV6 && header->cmsg_type == IPV6_PKTINFO && header->cmsg_len == WSA_CMSG_LEN(sizeof(IN6_PKTINFO)), "header");
    info = (IN6_PKTINFO *)(void *)WSA_CMSG_DATA(header);
    ok(info->ipi6_addr.s6_addr[15] == 1 && info->ipi6_ifindex != 0, "destination");
    WSACleanup();
    return ok_done();
}
