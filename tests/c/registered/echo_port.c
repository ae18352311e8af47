/* A TCP echo over Registered I/O with a completion port: each notification is one packet with the key and OVERLAPPED of
 * the completion queue. */
#include "registered.h"

static void ok_notified(HANDLE port, OVERLAPPED *expected)
{
    OVERLAPPED *overlapped = NULL;
    ULONG_PTR key = 0;
    DWORD bytes = 99;
    ok(GetQueuedCompletionStatus(port, &bytes, &key, &overlapped, 20000), "a packet");
    ok(overlapped == expected && key == 77 && bytes == 0, "it is the queue's");
}

int main(void)
{
    SOCKET pair[2];
    HANDLE port;
    OVERLAPPED overlapped, *none;
    ULONG_PTR key;
    DWORD bytes;
    RIO_CQ queue;
    RIO_RQ requests;
    RIO_BUF in, out;
    int i;
    start_registered();
    registered_pair(pair);
    port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0);
    memset(&overlapped, 0, sizeof overlapped);
    queue = port_queue(4, port, 77, &overlapped);
    requests = request_queue(pair[0], 2, 2, queue, NULL);
    for (i = 0; i < 20; i++) {
        in = slice(0, 50);
        ok(rio.RIOReceive(requests, &in, 1, 0, context_of(1)), "receive");
        ok(rio.RIONotify(queue) == 0, "notify");
        ok(rio.RIONotify(queue) == WSAEALREADY, "the last notification has not come");
        ok(send(pair[1], "ping", 4, 0) == 4, "send");
        ok_notified(port, &overlapped);
        ok_result(next_result(queue), 0, 4, 1);
        out = slice(0, 4);
        ok(rio.RIOSend(requests, &out, 1, 0, context_of(2)), "send back");
        require(recv(pair[1], memory + 1000, 4, 0) == 4);
        ok(rio.RIONotify(queue) == 0, "notify");
        ok_notified(port, &overlapped);
        ok_result(next_result(queue), 0, 4, 2);
    }
    ok(!GetQueuedCompletionStatus(port, &bytes, &key, &none, 0) && GetLastError() == WAIT_TIMEOUT, "no packet unasked");
    WSACleanup();
    return ok_done();
}
