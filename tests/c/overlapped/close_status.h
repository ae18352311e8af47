/* How closing ends a pending receive, by the process's choice: what each kind of caller is told. */
#ifndef CLOSE_STATUS_H
#define CLOSE_STATUS_H

#include "overlapped.h"

struct told {
    int winsock;  /* through WSAGetOverlappedResult and a completion routine */
    DWORD port;   /* through GetQueuedCompletionStatus */
    DWORD status; /* in OVERLAPPED.Internal */
};

static inline int result_of(SOCKET s, struct operation *operation)
{
    DWORD count = 1, flags = 0;
    return WSAGetOverlappedResult(s, &operation->overlapped, &count, FALSE, &flags) ? 0 : WSAGetLastError();
}

static inline void check_close_status(const char *choice, struct told tcp)
{
    static const struct told aborted = {WSA_OPERATION_ABORTED, ERROR_OPERATION_ABORTED, 0xC0000120};
    struct operation receive, send, datagram, routine;
    SOCKET pair[2], udp, other;
    HANDLE port;
    struct packet packet;
    int i;
    if (choice != NULL)
        require(SetEnvironmentVariableA("WINSOCK_CLOSE_STATUS", choice));
    start_winsock();
    other = udp_socket();
    port = new_port(0);

    tcp_pair(pair);
    associate(port, pair[0], 0);
    clear_operation(&receive);
    pend_receive(pair[0], &receive, NULL);
    clear_operation(&send);
    send.buffer.buf = large_pattern();
    send.buffer.len = LARGE;
    ok_fails(begin_send(pair[0], &send, NULL), WSA_IO_PENDING);
    require(closesocket(pair[0]) == 0);
    for (i = 0; i < 2; i++) {
        packet = take_packet(port, 20000);
        if (packet.overlapped == &receive.overlapped)
            ok(packet.error == tcp.port, "a receive, at the port: %d", (int)packet.error);
        else
            ok(packet.overlapped == &send.overlapped && packet.error == aborted.port, "a send: %d", (int)packet.error);
    }
    ok(receive.overlapped.Internal == tcp.status, "a receive, its status: %x", (unsigned)receive.overlapped.Internal);
    ok(result_of(other, &receive) == tcp.winsock, "a receive, its result: %d", result_of(other, &receive));

    tcp_pair(pair);
    clear_operation(&routine);
    pend_receive(pair[0], &routine, note_end);
    require(closesocket(pair[0]) == 0);
    while (routine.ended == 0)
        SleepEx(20000, TRUE);
    ok((int)routine.error == tcp.winsock, "a receive, its routine: %d", (int)routine.error);

    tcp_pair(pair);
    clear_operation(&routine);
    pend_receive(pair[0], &routine, NULL);
    require(CancelIoEx((HANDLE)pair[0], NULL));
    ok(result_of(pair[0], &routine) == aborted.winsock, "cancelled, not closed: %d", result_of(pair[0], &routine));

    udp = bound(udp_socket());
    associate(port, udp, 0);
    clear_operation(&datagram);
    pend_receive(udp, &datagram, NULL);
    require(closesocket(udp) == 0);
    ok_packet_of(port, &datagram, aborted.port, 0);
    ok(datagram.overlapped.Internal == aborted.status, "a datagram's receive");
    WSACleanup();
}

#endif
