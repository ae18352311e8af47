/* RIO_MSG_DEFER puts requests off until another one comes without it or RIO_MSG_COMMIT_ONLY; they are carried out in
 * their order. */
#include "registered.h"

int main(void)
{
    SOCKET pair[2];
    RIO_CQ queue;
    RIO_RQ requests;
    RIO_BUF a, b, c, in;
    char got[8];
    ULONG i;
    start_registered();
    registered_pair(pair);
    queue = polled_queue(16);
    requests = request_queue(pair[0], 4, 4, queue, NULL);
    a = slice_with(0, "a");
    b = slice_with(10, "bb");
    c = slice_with(20, "ccc");
    ok(rio.RIOSend(requests, &a, 1, RIO_MSG_DEFER, context_of(1)), "put off");
    ok(rio.RIOSend(requests, &b, 1, RIO_MSG_DEFER, context_of(2)), "put off");
    ok(rio.RIOSend(requests, &c, 1, 0, context_of(3)), "carries out all");
    for (i = 1; i <= 3; i++)
        ok_result(next_result(queue), 0, i, i);
    require(recv(pair[1], got, 6, MSG_WAITALL) == 6);
    ok(memcmp(got, "abbccc", 6) == 0, "in order");

    ok(rio.RIOSend(requests, &b, 1, RIO_MSG_DEFER | RIO_MSG_DONT_NOTIFY, context_of(4)), "put off");
    ok(rio.RIOSend(requests, NULL, 0, RIO_MSG_COMMIT_ONLY, NULL), "commit");
    ok_result(next_result(queue), 0, 2, 4);
    require(recv(pair[1], got, 2, MSG_WAITALL) == 2);
    ok(rio.RIOSendEx(requests, &c, 1, NULL, NULL, NULL, NULL, RIO_MSG_DEFER, context_of(5)), "put off");
    ok(rio.RIOSendEx(requests, NULL, 0, NULL, NULL, NULL, NULL, RIO_MSG_COMMIT_ONLY, NULL), "commit");
    ok_result(next_result(queue), 0, 3, 5);
    require(recv(pair[1], got, 3, MSG_WAITALL) == 3);

    require(send(pair[1], "xyz", 3, 0) == 3);
    for (i = 0; i < 3; i++) {
        in = slice(100 + i, 1);
        ok(rio.RIOReceive(requests, &in, 1, RIO_MSG_DEFER, context_of(10 + i)), "put off");
    }
    ok(rio.RIOReceive(requests, NULL, 0, RIO_MSG_COMMIT_ONLY, NULL), "commit");
    for (i = 0; i < 3; i++)
        ok_result(next_result(queue), 0, 1, 10 + i);
    ok(memcmp(memory + 100, "xyz", 3) == 0, "in order");

    ok(rio.RIOReceive(requests, NULL, 0, RIO_MSG_COMMIT_ONLY, NULL), "nothing to commit is no error");
    ok_refused(rio.RIOSend(requests, NULL, 0, RIO_MSG_COMMIT_ONLY | RIO_MSG_DEFER, NULL), WSAEINVAL);
    ok_refused(rio.RIOSend(requests, &a, 1, RIO_MSG_COMMIT_ONLY, NULL), WSAEINVAL);
    ok_refused(rio.RIOSend(requests, NULL, 0, RIO_MSG_COMMIT_ONLY, context_of(1)), WSAEINVAL);
    ok_refused(rio.RIOReceiveEx(requests, NULL, 0, NULL, &a, NULL, NULL, RIO_MSG_COMMIT_ONLY, NULL), WSAEINVAL);
    ok_no_result(queue);
    WSACleanup();
    return ok_done();
}
