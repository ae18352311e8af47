/* RIOSendEx sends to an address; RIOReceiveEx tells the sender, where the datagram was sent to, and its flags. */
#include "registered.h"

#define REMOTE 1000
#define LOCAL 1100
#define FLAGS 1200
#define TO 1300

int main(void)
{
    SOCKET first, second;
    RIO_CQ queue;
    RIO_RQ sender, receiver;
    RIO_BUF in, out, remote, local, flags, to;
    struct sockaddr_in any, to_address, *from, *at;
    ULONG message_flags;
    start_registered();
    first = bound(registered_socket(SOCK_DGRAM));
    second = registered_socket(SOCK_DGRAM);
    memset(&any, 0, sizeof any);
    any.sin_family = AF_INET;
    require(bind(second, (struct sockaddr *)&any, sizeof any) == 0);
    queue = polled_queue(8);
    sender = request_queue(first, 0, 2, queue, context_of(10));
    receiver = request_queue(second, 2, 0, queue, context_of(20));
    in = slice(0, 100);
    remote = slice(REMOTE, sizeof(SOCKADDR_INET));
    local = slice(LOCAL, sizeof(SOCKADDR_INET));
    flags = slice(FLAGS, sizeof(ULONG));
    memset(memory + REMOTE, 0xee, 300);
    ok(rio.RIOReceiveEx(receiver, &in, 1, &local, &remote, NULL, &flags, 0, context_of(1)), "receive");
    to_address = local_address(second);
    to_address.sin_addr.s_addr = htonl(0x7f000005);
    memcpy(memory + TO, &to_address, sizeof to_address);
    to = slice(TO, sizeof(SOCKADDR_INET));
    out = slice_with(500, "datagram");
    ok(rio.RIOSendEx(sender, &out, 1, NULL, &to, NULL, NULL, RIO_MSG_DONT_NOTIFY, context_of(2)), "send");
    {
        RIORESULT one = next_result(queue), two = next_result(queue), sent, received;
        sent = one.RequestContext == 2 ? one : two;
        received = one.RequestContext == 2 ? two : one;
        ok_result(sent, 0, 8, 2);
        ok_result(received, 0, 8, 1);
        ok(sent.SocketContext == 10 && received.SocketContext == 20, "socket contexts");
    }
    ok(memcmp(memory, "datagram", 8) == 0, "data");
    from = (struct sockaddr_in *)(memory + REMOTE);
    at = (struct sockaddr_in *)(memory + LOCAL);
    ok(from->sin_family == AF_INET && from->sin_port == local_address(first).sin_port && from->sin_addr.s_addr == htonl(INADDR_LOOPBACK), "the sender");
    ok(at->sin_family == AF_INET && at->sin_port == to_address.sin_port && at->sin_addr.s_addr == to_address.sin_addr.s_addr, "where it was sent to");
    memcpy(&message_flags, memory + FLAGS, sizeof message_flags);
    ok(message_flags == 0, "flags %x", (unsigned)message_flags);

    /* Too long for the slice: it is cut off. */
    in = slice(0, 3);
    ok(rio.RIOReceiveEx(receiver, &in, 1, NULL, NULL, NULL, &flags, 0, context_of(3)), "receive");
    ok(rio.RIOSendEx(sender, &out, 1, NULL, &to, NULL, NULL, 0, context_of(4)), "send");
    {
        RIORESULT one = next_result(queue), two = next_result(queue);
        ok_result(one.RequestContext == 3 ? one : two, WSAEMSGSIZE, 3, 3);
    }
    memcpy(&message_flags, memory + FLAGS, sizeof message_flags);
    ok((message_flags & MSG_TRUNC) != 0, "flags %x", (unsigned)message_flags);

    /* Without data: an empty datagram, and one whose data nobody wants. */
    ok(rio.RIOReceiveEx(receiver, NULL, 0, NULL, &remote, NULL, NULL, 0, context_of(5)), "receive");
    ok(rio.RIOSendEx(sender, NULL, 0, NULL, &to, NULL, NULL, 0, context_of(6)), "send");
    {
        RIORESULT one = next_result(queue), two = next_result(queue);
        ok_result(one.RequestContext == 5 ? one : two, 0, 0, 5);
        ok_result(one.RequestContext == 5 ? two : one, 0, 0, 6);
    }
    ok(rio.RIOReceive(receiver, NULL, 0, 0, context_of(7)), "receive");
    ok(rio.RIOSendEx(sender, &out, 1, NULL, &to, NULL, NULL, 0, context_of(8)), "send");
    {
        RIORESULT one = next_result(queue), two = next_result(queue);
        ok_result(one.RequestContext == 7 ? one : two, 0, 0, 7);
    }

    /* Without an address an unconnected socket cannot send, which the completion tells. */
    ok(rio.RIOSend(sender, &out, 1, 0, context_of(9)), "send");
    ok_result(next_result(queue), WSAENOTCONN, 0, 9);
    WSACleanup();
    return ok_done();
}
