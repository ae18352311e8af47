/* When the peer resets the connection, what is pending ends with WSAECONNRESET, and so does what comes later: requests
 * are taken and fail in their completion. */
#include "registered.h"

int main(void)
{
    SOCKET pair[2];
    RIO_CQ queue;
    RIO_RQ requests;
    RIO_BUF in;
    RIORESULT result;
    start_registered();
    registered_pair(pair);
    queue = polled_queue(8);
    requests = request_queue(pair[0], 2, 2, queue, NULL);
    in = slice(0, 10);
    ok(rio.RIOReceive(requests, &in, 1, 0, context_of(1)), "receive");
    set_linger(pair[1], 1, 0);
    ok(closesocket(pair[1]) == 0, "reset");
    ok_result(next_result(queue), WSAECONNRESET, 0, 1);
    ok(rio.RIOReceive(requests, &in, 1, 0, context_of(2)), "receive");
    ok_result(next_result(queue), WSAECONNRESET, 0, 2);
    ok(rio.RIOSend(requests, &in, 1, 0, context_of(3)), "send");
    result = next_result(queue);
    ok(result.RequestContext == 3 && result.Status != 0 && result.BytesTransferred == 0, "status %d", (int)result.Status);

    /* Before connect it is the same. */
    requests = request_queue(registered_socket(SOCK_STREAM), 2, 2, queue, NULL);
    ok(rio.RIOReceive(requests, &in, 1, 0, context_of(4)), "receive");
    ok_result(next_result(queue), WSAENOTCONN, 0, 4);
    WSACleanup();
    return ok_done();
}
