/* A request goes on although its buffer was deregistered meanwhile; later requests can't use the id. */
#include "registered.h"

int main(void)
{
    SOCKET pair[2];
    RIO_CQ queue;
    RIO_RQ requests;
    RIO_BUF in;
    start_registered();
    registered_pair(pair);
    queue = polled_queue(4);
    requests = request_queue(pair[0], 2, 2, queue, NULL);
    in = slice(0, 10);
    ok(rio.RIOReceive(requests, &in, 1, 0, context_of(1)), "receive");
    rio.RIODeregisterBuffer(registered);
    ok_refused(rio.RIOReceive(requests, &in, 1, 0, context_of(2)), WSAEFAULT);
    require(send(pair[1], "late", 4, 0) == 4);
    ok_result(next_result(queue), 0, 4, 1);
    ok(memcmp(memory, "late", 4) == 0, "data");
    WSACleanup();
    return ok_done();
}
