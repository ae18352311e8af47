/* RIOCloseCompletionQueue: completions still to come are dropped, and requests that would complete there are refused. */
#include "registered.h"

int main(void)
{
    SOCKET pair[2];
    HANDLE event = new_event();
    RIO_CQ receives, sends;
    RIO_RQ requests;
    RIO_BUF in, out;
    RIORESULT result;
    start_registered();
    registered_pair(pair);
    receives = event_queue(4, event, TRUE);
    sends = polled_queue(4);
    requests = rio.RIOCreateRequestQueue(pair[0], 4, 1, 4, 1, receives, sends, NULL);
    require(requests != RIO_INVALID_RQ);
    in = slice(0, 10);
    ok(rio.RIOReceive(requests, &in, 1, 0, context_of(1)), "receive");
    ok(rio.RIONotify(receives) == 0, "notify");
    rio.RIOCloseCompletionQueue(receives);
    require(send(pair[1], "x", 1, 0) == 1);
    ok(!signaled_within(event, 100), "nobody is told");
    ok(rio.RIODequeueCompletion(receives, &result, 1) == RIO_CORRUPT_CQ, "closed");
    ok(rio.RIONotify(receives) == WSAEINVAL, "closed");
    ok_refused(rio.RIOReceive(requests, &in, 1, 0, NULL), WSAEINVAL);
    ok_refused(rio.RIOResizeCompletionQueue(receives, 10), WSAEINVAL);
    rio.RIOCloseCompletionQueue(receives);
    out = slice_with(100, "y");
    ok(rio.RIOSend(requests, &out, 1, 0, context_of(2)), "the other queue is not concerned");
    ok_result(next_result(sends), 0, 1, 2);
    ok(closesocket(pair[0]) == 0, "close");
    WSACleanup();
    return ok_done();
}
