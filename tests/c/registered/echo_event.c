/* A TCP echo over Registered I/O with an event: each notification is asked for, comes once, and RIONotify resets the
 * event if that was wished. */
#include "registered.h"

int main(void)
{
    SOCKET pair[2];
    HANDLE event = new_event(), kept = new_event();
    RIO_CQ queue, other;
    RIO_RQ requests;
    RIO_BUF in, out;
    int i;
    start_registered();
    registered_pair(pair);
    queue = event_queue(4, event, TRUE);
    requests = request_queue(pair[0], 2, 2, queue, NULL);
    for (i = 0; i < 20; i++) {
        in = slice(0, 50);
        ok(rio.RIOReceive(requests, &in, 1, 0, context_of(1)), "receive");
        ok(rio.RIONotify(queue) == 0, "notify");
        ok(!signaled_within(event, 0), "reset");
        ok(rio.RIONotify(queue) == WSAEALREADY, "the last notification has not come");
        ok(send(pair[1], "ping", 4, 0) == 4, "send");
        ok(signaled_within(event, 20000), "the event is set");
        ok_result(next_result(queue), 0, 4, 1);
        out = slice(0, 4);
        ok(rio.RIOSend(requests, &out, 1, 0, context_of(2)), "send back");
        require(recv(pair[1], memory + 1000, 4, 0) == 4);
        ok(memcmp(memory + 1000, "ping", 4) == 0, "it came back");
        ok(rio.RIONotify(queue) == 0, "notify");
        ok(signaled_within(event, 20000), "a queue that is not empty notifies at once");
        ok_result(next_result(queue), 0, 4, 2);
    }
    set_event(kept);
    other = event_queue(1, kept, FALSE);
    ok(rio.RIONotify(other) == 0 && signaled_within(kept, 0), "an event that is not to be reset stays as it is");
    WSACleanup();
    return ok_done();
}
