/* C9 C10 C11: closing ends pending operations, each with one packet. */
#include "overlapped.h"

int main(void)
{
    struct operation receives[2], send, datagram;
    SOCKET pair[2], udp;
    HANDLE port;
    int i;
    start_winsock();
    tcp_pair(pair);
    udp = bound(udp_socket());
    port = new_port(0);
    associate(port, pair[0], 1);
    associate(port, udp, 2);
    for (i = 0; i < 2; i++) {
        clear_operation(&receives[i]);
        pend_receive(pair[0], &receives[i], NULL);
    }
    clear_operation(&send);
    send.buffer.buf = large_pattern();
    send.buffer.len = LARGE;
    ok_fails(begin_send(pair[0], &send, NULL), WSA_IO_PENDING);
    clear_operation(&datagram);
    pend_receive(udp, &datagram, NULL);
    ok(closesocket(pair[0]) == 0, "closesocket succeeds");
    for (i = 0; i < 3; i++) {
        struct packet packet = take_packet(port, 20000);
        struct operation *operation = (struct operation *)packet.overlapped;
        require(operation == &receives[0] || operation == &receives[1] || operation == &send);
        operation->ended++;
        ok(!packet.result && packet.error == ERROR_OPERATION_ABORTED && packet.key == 1, "error %d", (int)packet.error);
    }
    ok(receives[0].ended == 1 && receives[1].ended == 1 && send.ended == 1, "each ended once");
    ok_no_packet(port);
    ok(closesocket(udp) == 0, "closesocket succeeds");
    ok_packet_of(port, &datagram, ERROR_OPERATION_ABORTED, 0);
    ok_no_packet(port);
    WSACleanup();
    return ok_done();
}
