/* C9, C10: closing a socket ends every request of Registered I/O that is outstanding, put off or not, once, with
 * WSA_OPERATION_ABORTED in the completion queue, which lives on; the request queue ends with its socket. */
#include "registered.h"

int main(void)
{
    SOCKET pair[2], other[2];
    HANDLE event = new_event();
    RIO_CQ queue;
    RIO_RQ requests;
    RIO_BUF in, out;
    RIORESULT results[10];
    ULONG i, count, seen = 0;
    start_registered();
    registered_pair(pair);
    queue = event_queue(6, event, TRUE);
    requests = request_queue(pair[0], 4, 2, queue, context_of(5));
    out = slice_with(0, "never sent");
    ok(rio.RIONotify(queue) == 0, "notify");
    for (i = 0; i < 4; i++) {
        in = slice(100 * (i + 1), 100);
        ok(rio.RIOReceive(requests, &in, 1, i == 3 ? RIO_MSG_DEFER : 0, context_of(i)), "receive");
    }
    ok(rio.RIOSend(requests, &out, 1, RIO_MSG_DEFER, context_of(4)), "send");
    ok_no_result(queue);
    ok(closesocket(pair[0]) == 0, "close");
    ok(signaled_within(event, 20000), "notified");
    ok(recv(pair[1], memory + 1000, 10, 0) == 0, "what was put off is not sent");
    count = rio.RIODequeueCompletion(queue, results, 10);
    ok(count == 5, "%d completions", (int)count);
    for (i = 0; i < count && i < 10; i++) {
        ok(results[i].Status == WSA_OPERATION_ABORTED && results[i].BytesTransferred == 0 && results[i].SocketContext == 5, "aborted");
        seen |= 1u << results[i].RequestContext;
    }
    ok(seen == 31, "each once");
    ok_refused(rio.RIOReceive(requests, &in, 1, 0, NULL), WSAEINVAL);
    ok_refused(rio.RIOSend(requests, NULL, 0, RIO_MSG_COMMIT_ONLY, NULL), WSAEINVAL);
    ok_refused(rio.RIOResizeRequestQueue(requests, 1, 1), WSAEINVAL);

    /* Its room in the completion queue is free for another. */
    registered_pair(other);
    requests = request_queue(other[0], 4, 2, queue, NULL);
    in = slice(0, 10);
    ok(rio.RIOReceive(requests, &in, 1, 0, context_of(9)), "receive");
    require(send(other[1], "x", 1, 0) == 1);
    ok_result(next_result(queue), 0, 1, 9);
    ok_no_result(queue);
    WSACleanup();
    return ok_done();
}
