/* A completion queue has room for all its request queues may have outstanding; a request counts until its completion is
 * taken out; more is WSAENOBUFS. */
#include "registered.h"

int main(void)
{
    SOCKET pair[2], other[2];
    RIO_CQ queue, second;
    RIO_RQ requests;
    RIO_BUF out, in;
    start_registered();
    registered_pair(pair);
    registered_pair(other);
    queue = polled_queue(4);
    second = polled_queue(100);
    ok_refused(rio.RIOCreateRequestQueue(pair[0], 3, 1, 2, 1, queue, queue, NULL) != RIO_INVALID_RQ, WSAENOBUFS);
    ok_refused(rio.RIOCreateRequestQueue(pair[0], 5, 1, 2, 1, queue, second, NULL) != RIO_INVALID_RQ, WSAENOBUFS);
    requests = request_queue(pair[0], 1, 2, queue, NULL);
    ok_refused(rio.RIOCreateRequestQueue(other[0], 2, 1, 0, 1, queue, second, NULL) != RIO_INVALID_RQ, WSAENOBUFS);
    out = slice_with(0, "x");
    ok(rio.RIOSend(requests, &out, 1, 0, context_of(1)), "first send");
    ok(rio.RIOSend(requests, &out, 1, RIO_MSG_DEFER, context_of(2)), "second send");
    ok_refused(rio.RIOSend(requests, &out, 1, 0, context_of(3)), WSAENOBUFS);
    in = slice(100, 1);
    ok(rio.RIOReceive(requests, &in, 1, 0, context_of(4)), "receives are counted apart");
    ok_refused(rio.RIOReceive(requests, &in, 1, 0, context_of(5)), WSAENOBUFS);
    ok_result(next_result(queue), 0, 1, 1);
    ok(rio.RIOSend(requests, &out, 1, 0, context_of(6)), "there is room again");
    ok_result(next_result(queue), 0, 1, 2);
    ok_result(next_result(queue), 0, 1, 6);
    requests = rio.RIOCreateRequestQueue(other[0], 1, 1, 0, 0, queue, second, NULL);
    ok(requests != RIO_INVALID_RQ, "the last entry");
    ok_refused(rio.RIOSend(requests, &out, 1, 0, NULL), WSAENOBUFS);
    WSACleanup();
    return ok_done();
}
