/* CancelIoEx on the socket ends the requests that are pending there; the request queue lives on. */
#include "registered.h"

int main(void)
{
    SOCKET pair[2];
    RIO_CQ queue;
    RIO_RQ requests;
    RIO_BUF in;
    OVERLAPPED stranger;
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
    ok_no_result(queue);
    ok(CancelIoEx((HANDLE)pair[0], NULL), "CancelIoEx");
    ok_result(next_result(queue), WSA_OPERATION_ABORTED, 0, 1);
    ok_result(next_result(queue), WSA_OPERATION_ABORTED, 0, 2);
    ok(rio.RIOReceive(requests, &in, 1, 0, context_of(3)), "receive");
    require(send(pair[1], "x", 1, 0) == 1);
    ok_result(next_result(queue), 0, 1, 3);
    WSACleanup();
    return ok_done();
}
