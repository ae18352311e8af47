/* CancelIoEx ends the operation it names, or all; CancelIo those this thread began. */
#include "overlapped.h"

static struct operation of_thread;

static void begin_in_thread(void *parameter)
{
    clear_operation(&of_thread);
    pend_receive(*(SOCKET *)parameter, &of_thread, NULL);
}

int main(void)
{
    struct operation receives[3];
    struct thread thread;
    SOCKET pair[2];
    HANDLE port;
    int i;
    start_winsock();
    tcp_pair(pair);
    port = new_port(0);
    associate(port, pair[0], 1);
    ok(!CancelIoEx((HANDLE)pair[0], NULL) && GetLastError() == ERROR_NOT_FOUND, "nothing is pending");
    ok(CancelIo((HANDLE)pair[0]), "which CancelIo does not mind");
    for (i = 0; i < 3; i++) {
        clear_operation(&receives[i]);
        receives[i].buffer.len = 4;
        pend_receive(pair[0], &receives[i], NULL);
    }
    ok(CancelIoEx((HANDLE)pair[0], &receives[1].overlapped), "the second is cancelled");
    ok_packet_of(port, &receives[1], ERROR_OPERATION_ABORTED, 0);
    ok(!CancelIoEx((HANDLE)pair[0], &receives[1].overlapped) && GetLastError() == ERROR_NOT_FOUND, "only once");
    ok_no_packet(port);
    send_text(pair[1], "aaaabbbb");
    ok_packet_of(port, &receives[0], 0, 4);
    ok_packet_of(port, &receives[2], 0, 4);
    ok(holds(&receives[2], "bbbb"), "the third comes after the first");

    start_thread(&thread, begin_in_thread, &pair[0]);
    join_thread(&thread);
    clear_operation(&receives[0]);
    pend_receive(pair[0], &receives[0], NULL);
    ok(CancelIo((HANDLE)pair[0]), "what this thread began is cancelled");
    ok_packet_of(port, &receives[0], ERROR_OPERATION_ABORTED, 0);
    ok_no_packet(port);
    ok(CancelIoEx((HANDLE)pair[0], NULL), "the rest is cancelled");
    ok_packet_of(port, &of_thread, ERROR_OPERATION_ABORTED, 0);
    send_text(pair[1], "more");
    clear_operation(&receives[0]);
    begin_receive(pair[0], &receives[0], NULL);
    ok_packet_of(port, &receives[0], 0, 4);
    WSACleanup();
    return ok_done();
}
