/* CancelIoEx on the socket ends the requests that are pending there; the request queue lives on. Requests belong to no
 * thread: CancelIo and the end of the thread that made them leave them alone. */
#include "registered.h"

static RIO_RQ requests;

/* Also begins an operation that does end with its thread. */
static void make_request(void *other)
{
    static OVERLAPPED overlapped;
    static char byte;
    WSABUF buffer;
    DWORD flags = 0;
    RIO_BUF in = slice(20, 10);
    buffer.buf = &byte;
    buffer.len = 1;
    ok_fails(WSARecv(*(SOCKET *)other, &buffer, 1, NULL, &flags, &overlapped, NULL), WSA_IO_PENDING);
    ok(rio.RIOReceive(requests, &in, 1, 0, context_of(4)), "receive");
}

int main(void)
{
    SOCKET pair[2];
    RIO_CQ queue;
    RIO_BUF in;
    OVERLAPPED stranger;
    struct thread thread;
    start_registered();
    registered_pair(pair);
    queue = polled_queue(8);
    requests = request_queue(pair[0], 4, 4, queue, NULL);
    in = slice(0, 10);
    ok(rio.RIOReceive(requests, &in, 1, 0, context_of(1)), "receive");
    in = slice(10, 10);
    ok(rio.RIOReceive(requests, &in, 1, 0, context_of(2)), "receive");
    memset(&stranger, 0, sizeof stranger);
    ok(!CancelIoEx((HANDLE)pair[0], &stranger) && GetLastError() == ERROR_NOT_FOUND, "no request has an OVERLAPPED");
    CancelIo((HANDLE)pair[0]);
    ok_no_result(queue);
    ok(CancelIoEx((HANDLE)pair[0], NULL), "CancelIoEx");
    ok_result(next_result(queue), WSA_OPERATION_ABORTED, 0, 1);
    ok_result(next_result(queue), WSA_OPERATION_ABORTED, 0, 2);
    ok(rio.RIOReceive(requests, &in, 1, 0, context_of(3)), "receive");
    require(send(pair[1], "x", 1, 0) == 1);
    ok_result(next_result(queue), 0, 1, 3);
    start_thread(&thread, make_request, &pair[1]);
    join_thread(&thread);
    ok_no_result(queue);
    require(send(pair[1], "yz", 2, 0) == 2);
    ok_result(next_result(queue), 0, 2, 4);
    WSACleanup();
    return ok_done();
}
