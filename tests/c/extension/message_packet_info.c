/* WSARecvMsg tells sender and destination of a datagram (IP_PKTINFO); WSASendMsg sends from an address (IP_PKTINFO). */
#include "extension.h"

int main(void)
{
    SOCKET receiver, sender;
    struct sockaddr_in any, to, from;
    char data[16], control[256];
    WSABUF lent = {sizeof data, data};
    WSAMSG message;
    WSACMSGHDR *header;
    IN_PKTINFO *info;
    OVERLAPPED overlapped;
    DWORD bytes, on = 1;
    start_winsock();
    receiver = udp_socket();
    any = loopback_address(0);
    any.sin_addr.s_addr = INADDR_ANY;
    require(bind(receiver, (struct sockaddr *)&any, sizeof any) == 0);
    require(setsockopt(receiver, IPPROTO_IP, IP_PKTINFO, (char *)&on, sizeof on) == 0);
    sender = udp_socket();
    require(bind(sender, (struct sockaddr *)&any, sizeof any) == 0);
    to = loopback_address(ntohs(local_address(receiver).sin_port));

    memset(&message, 0, sizeof message);
    message.name = (struct sockaddr *)&from;
    message.namelen = sizeof from;
    message.lpBuffers = &lent;
    message.dwBufferCount = 1;
    message.Control.buf = control;
    message.Control.len = sizeof control;
    overlapped = with_event();
    ok(receive_message(receiver)(receiver, &message, NULL, &overlapped, NULL) == SOCKET_ERROR && WSAGetLastError() == WSA_IO_PENDING, "WSARecvMsg");
    {
        char out_control[WSA_CMSG_SPACE(sizeof(IN_PKTINFO))];
        WSABUF out = {5, (char *)"hello"};
        WSAMSG sent;
        memset(&sent, 0, sizeof sent);
        memset(out_control, 0, sizeof out_control);
        sent.name = (struct sockaddr *)&to;
        sent.namelen = sizeof to;
        sent.lpBuffers = &out;
        sent.dwBufferCount = 1;
        sent.Control.buf = out_control;
        sent.Control.len = sizeof out_control;
        header = WSA_CMSG_FIRSTHDR(&sent);
        header->cmsg_len = WSA_CMSG_LEN(sizeof(IN_PKTINFO));
        header->cmsg_level = IPPROTO_IP;
        header->cmsg_type = IP_PKTINFO;
        info = (IN_PKTINFO *)(void *)WSA_CMSG_DATA(header);
        info->ipi_addr.s_addr = htonl(0x7F000002);
        ok(WSASendMsg(sender, &sent, 0, &bytes, NULL, NULL) == 0 && bytes == 5, "WSASendMsg");
        header->cmsg_level = 77;
        ok_fails(WSASendMsg(sender, &sent, 0, &bytes, NULL, NULL), WSAEINVAL);
    }
    ok(ended(receiver, &overlapped, &bytes) == 0 && bytes == 5 && memcmp(data, "hello", 5) == 0, "received");
    ok(message.namelen == sizeof from && from.sin_addr.s_addr == htonl(0x7F000002), "sent from 127.0.0.2");
    ok(message.dwFlags == 0, "flags %x", (unsigned)message.dwFlags);
    header = WSA_CMSG_FIRSTHDR(&message);
    require(header != NULL);
    ok(header->cmsg_level == IPPROTO_IP && header->cmsg_type == IP_PKTINFO && header->cmsg_len == WSA_CMSG_LEN(sizeof(IN_PKTINFO)), "header");
    info = (IN_PKTINFO *)(void *)WSA_CMSG_DATA(header);
    ok(info->ipi_addr.s_addr == htonl(INADDR_LOOPBACK) && info->ipi_ifindex != 0, "destination");
    ok(WSA_CMSG_NXTHDR(&message, header) == NULL, "nothing else");
    WSACleanup();
    return ok_done();
}
