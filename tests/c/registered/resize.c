/* Queues grow and shrink: completions stay, what is reserved or outstanding stays possible (WSAETOOMANYREFS), and a
 * request queue can't grow beyond its completion queue (WSAENOBUFS). */
#include "registered.h"

int main(void)
{
    SOCKET pair[2];
    RIO_CQ queue;
    RIO_RQ requests;
    RIO_BUF out;
    start_registered();
    registered_pair(pair);
    queue = polled_queue(3);
    requests = request_queue(pair[0], 1, 2, queue, NULL);
    out = slice_with(0, "x");
    ok(rio.RIOSend(requests, &out, 1, 0, context_of(1)) && rio.RIOSend(requests, &out, 1, 0, context_of(2)), "two sends");
    ok_refused(rio.RIOSend(requests, &out, 1, 0, context_of(3)), WSAENOBUFS);
    ok_refused(rio.RIOResizeCompletionQueue(queue, 0), WSAEINVAL);
    ok_refused(rio.RIOResizeCompletionQueue(queue, RIO_MAX_CQ_SIZE + 1), WSAEINVAL);
    ok_refused(rio.RIOResizeCompletionQueue(queue, 2), WSAETOOMANYREFS);
    ok_refused(rio.RIOResizeRequestQueue(requests, 2, 2), WSAENOBUFS);
    ok_refused(rio.RIOResizeRequestQueue(requests, 1, 1), WSAETOOMANYREFS);
    ok_refused(rio.RIOResizeRequestQueue(requests, 0, 0), WSAEINVAL);
    ok(rio.RIOResizeRequestQueue(requests, 0, 3), "from receives to sends");
    ok(rio.RIOSend(requests, &out, 1, 0, context_of(3)), "a third send");
    ok(rio.RIOResizeCompletionQueue(queue, 100), "grow");
    ok(rio.RIOResizeRequestQueue(requests, 50, 50), "grow");
    ok(rio.RIOSend(requests, &out, 1, 0, context_of(4)), "a fourth send");
    ok_result(next_result(queue), 0, 1, 1);
    ok_result(next_result(queue), 0, 1, 2);
    ok(rio.RIOResizeRequestQueue(requests, 0, 2), "shrink");
    ok(rio.RIOResizeCompletionQueue(queue, 2), "shrink");
    ok_result(next_result(queue), 0, 1, 3);
    ok_result(next_result(queue), 0, 1, 4);
    ok_no_result(queue);
    WSACleanup();
    return ok_done();
}
