/* Control data with Registered I/O stands behind a RIO_CMSG_BUFFER: packet information is received and sent. */
#include "registered.h"

#define CONTROL 1000
#define TO 1300

int main(void)
{
    SOCKET first, second;
    RIO_CQ queue;
    RIO_RQ sender, receiver;
    RIO_BUF in, out, control, to, remote;
    RIO_CMSG_BUFFER *buffer = (RIO_CMSG_BUFFER *)(memory + CONTROL);
    struct sockaddr_in to_address;
    WSACMSGHDR *header;
    IN_PKTINFO info;
    DWORD on = 1;
    int i;
    start_registered();
    first = bound(registered_socket(SOCK_DGRAM));
    second = bound(registered_socket(SOCK_DGRAM));
    require(setsockopt(second, IPPROTO_IP, IP_PKTINFO, (const char *)&on, sizeof on) == 0);
    queue = polled_queue(8);
    sender = request_queue(first, 0, 2, queue, NULL);
    receiver = request_queue(second, 2, 0, queue, NULL);
    in = slice(0, 100);
    control = slice(CONTROL, 200);
    remote = slice(1600, sizeof(SOCKADDR_INET));
    ok(rio.RIOReceiveEx(receiver, &in, 1, NULL, &remote, &control, NULL, 0, context_of(1)), "receive");
    to_address = local_address(second);
    memcpy(memory + TO, &to_address, sizeof to_address);
    to = slice(TO, sizeof(SOCKADDR_INET));
    out = slice_with(500, "data");
    ok(rio.RIOSendEx(sender, &out, 1, NULL, &to, NULL, NULL, 0, context_of(2)), "send");
    for (i = 0; i < 2; i++) {
        RIORESULT result = next_result(queue);
        ok_result(result, 0, 4, result.RequestContext);
    }
    header = RIO_CMSG_FIRSTHDR(buffer);
    ok(header != NULL && header->cmsg_level == IPPROTO_IP && header->cmsg_type == IP_PKTINFO, "packet information");
    if (header != NULL) {
        memcpy(&info, WSA_CMSG_DATA(header), sizeof info);
        ok(info.ipi_addr.s_addr == htonl(INADDR_LOOPBACK) && info.ipi_ifindex > 0, "it says where the datagram came");
    }

    /* The same, given to a send, decides from which address it goes out. */
    closesocket(first);
    first = registered_socket(SOCK_DGRAM);
    sender = request_queue(first, 0, 2, queue, NULL);
    info.ipi_addr.s_addr = htonl(0x7f000007);
    info.ipi_ifindex = 0;
    if (header != NULL)
        memcpy(WSA_CMSG_DATA(header), &info, sizeof info);
    control = slice(CONTROL, buffer->TotalLength);
    in = slice(0, 100);
    ok(rio.RIOReceiveEx(receiver, &in, 1, NULL, &remote, NULL, NULL, 0, context_of(3)), "receive");
    ok(rio.RIOSendEx(sender, &out, 1, NULL, &to, &control, NULL, 0, context_of(4)), "send");
    for (i = 0; i < 2; i++) {
        RIORESULT result = next_result(queue);
        ok_result(result, 0, 4, result.RequestContext);
    }
    ok(((struct sockaddr_in *)(memory + 1600))->sin_addr.s_addr == htonl(0x7f000007), "the sender's address");

    /* A total length that leads out of the slice, or is none. */
    buffer->TotalLength = 10000;
    ok_refused(rio.RIOSendEx(sender, &out, 1, NULL, &to, &control, NULL, 0, NULL), WSAEINVAL);
    buffer->TotalLength = 1;
    ok_refused(rio.RIOSendEx(sender, &out, 1, NULL, &to, &control, NULL, 0, NULL), WSAEINVAL);
    WSACleanup();
    return ok_done();
}
