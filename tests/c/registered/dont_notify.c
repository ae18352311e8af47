/* RIO_MSG_DONT_NOTIFY: such a completion sets no event, also when it is there already; it can be taken all the same. */
#include "registered.h"

int main(void)
{
    SOCKET pair[2];
    HANDLE event = new_event();
    RIO_CQ queue;
    RIO_RQ requests;
    RIO_BUF out;
    RIORESULT results[8];
    start_registered();
    registered_pair(pair);
    queue = event_queue(4, event, TRUE);
    requests = request_queue(pair[0], 0, 4, queue, NULL);
    out = slice_with(0, "x");
    ok(rio.RIOSend(requests, &out, 1, RIO_MSG_DONT_NOTIFY, context_of(1)), "send");
    require(recv(pair[1], memory + 100, 1, 0) == 1);
    ok(rio.RIONotify(queue) == 0 && !signaled_within(event, 100), "nothing to notify of");
    ok(rio.RIOSend(requests, &out, 1, RIO_MSG_DONT_NOTIFY, context_of(2)), "send");
    ok(!signaled_within(event, 100), "still nothing");
    ok(rio.RIOSend(requests, &out, 1, 0, context_of(3)), "send");
    ok(signaled_within(event, 20000), "this one notifies");
    ok(rio.RIODequeueCompletion(queue, results, 8) == 3, "three completions");
    ok_result(results[0], 0, 1, 1);
    ok_result(results[1], 0, 1, 2);
    ok_result(results[2], 0, 1, 3);
    WSACleanup();
    return ok_done();
}
