/* Sockets of one port: each packet brings the key of its socket, also for what was done within the call. */
#include "overlapped.h"

int main(void)
{
    struct operation first, second;
    struct packet packet;
    SOCKET one[2], other[2];
    HANDLE port;
    start_winsock();
    tcp_pair(one);
    tcp_pair(other);
    port = new_port(0);
    associate(port, one[0], 11);
    associate(port, other[0], 22);
    clear_operation(&first);
    clear_operation(&second);
    pend_receive(one[0], &first, NULL);
    pend_receive(other[0], &second, NULL);
    ok_no_packet(port);
    send_text(other[1], "second");
    packet = take_packet(port, 20000);
    ok(packet.result && packet.key == 22 && packet.count == 6 && packet.overlapped == &second.overlapped,
       "key %d, count %d", (int)packet.key, (int)packet.count);
    ok(second.overlapped.Internal == 0 && holds(&second, "second"), "status and data are there before the packet");
    send_text(one[1], "first");
    packet = take_packet(port, INFINITE);
    ok(packet.result && packet.key == 11 && packet.count == 5 && packet.overlapped == &first.overlapped,
       "key %d, count %d", (int)packet.key, (int)packet.count);

    tcp_pair(one);
    associate(port, one[0], 33);
    send_text(one[1], "at once");
    require(becomes_ready(one[0], 'r', 20000));
    clear_operation(&first);
    ok(begin_receive(one[0], &first, NULL) == 0, "done within the call");
    ok_packet_of(port, &first, 0, 7);
    clear_operation(&first);
    first.buffer.len = 4;
    ok(begin_send(one[0], &first, NULL) == 0, "a send, done within the call");
    ok_packet_of(port, &first, 0, 4);

    require(closesocket(one[1]) == 0);
    clear_operation(&first);
    begin_receive(one[0], &first, NULL);
    ok_packet_of(port, &first, 0, 0);
    ok_no_packet(port);
    ok(CloseHandle(port), "the port closes");
    WSACleanup();
    return ok_done();
}
