/* RIO_MSG_WAITALL: a receive ends when its slice is full or the connection has ended; a datagram socket has no such. */
#include "registered.h"

int main(void)
{
    SOCKET pair[2], datagrams;
    RIO_CQ queue;
    RIO_RQ requests, others;
    RIO_BUF in;
    start_registered();
    registered_pair(pair);
    queue = polled_queue(8);
    requests = request_queue(pair[0], 2, 0, queue, NULL);
    in = slice(0, 6);
    ok(rio.RIOReceive(requests, &in, 1, RIO_MSG_WAITALL, context_of(1)), "receive");
    in = slice(50, 6);
    ok(rio.RIOReceive(requests, &in, 1, RIO_MSG_WAITALL, context_of(2)), "receive");
    require(send(pair[1], "one", 3, 0) == 3);
    Sleep(50);
    ok_no_result(queue);
    require(send(pair[1], "twothree", 8, 0) == 8);
    ok_result(next_result(queue), 0, 6, 1);
    ok(memcmp(memory, "onetwo", 6) == 0, "all of it");
    ok_no_result(queue);
    require(shutdown(pair[1], SD_SEND) == 0);
    ok_result(next_result(queue), 0, 5, 2);
    ok(memcmp(memory + 50, "three", 5) == 0, "what came before the end");
    datagrams = bound(registered_socket(SOCK_DGRAM));
    others = request_queue(datagrams, 1, 0, queue, NULL);
    ok_refused(rio.RIOReceive(others, &in, 1, RIO_MSG_WAITALL, NULL), WSAEINVAL);
    WSACleanup();
    return ok_done();
}
