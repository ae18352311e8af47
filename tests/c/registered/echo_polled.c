/* A TCP echo over Registered I/O with a completion queue that is only polled. */
#include "registered.h"

int main(void)
{
    SOCKET pair[2];
    RIO_CQ queue;
    RIO_RQ requests;
    RIO_BUF in, out;
    RIORESULT result;
    char back[8];
    int socket_context, i;
    start_registered();
    registered_pair(pair);
    queue = polled_queue(2);
    requests = request_queue(pair[0], 1, 1, queue, &socket_context);
    ok(rio.RIONotify(queue) == WSAEINVAL, "no way to notify");
    for (i = 0; i < 20; i++) {
        in = slice(100, 50);
        ok(rio.RIOReceive(requests, &in, 1, 0, context_of(1)), "receive");
        ok_no_result(queue);
        ok(send(pair[1], "ping", 4, 0) == 4, "send");
        result = next_result(queue);
        ok_result(result, 0, 4, 1);
        ok(result.SocketContext == (ULONGLONG)(ULONG_PTR)&socket_context, "the socket's context");
        ok(memcmp(memory + 100, "ping", 4) == 0, "what was received");
        out = slice(100, result.BytesTransferred);
        ok(rio.RIOSend(requests, &out, 1, 0, context_of(2)), "send back");
        result = next_result(queue);
        ok_result(result, 0, 4, 2);
        ok(recv(pair[1], back, sizeof back, 0) == 4 && memcmp(back, "ping", 4) == 0, "it came back");
    }
    in = slice(0, 10);
    ok(rio.RIOReceive(requests, &in, 1, 0, context_of(3)), "receive");
    ok(closesocket(pair[1]) == 0, "the peer closes");
    ok_result(next_result(queue), 0, 0, 3);
    WSACleanup();
    return ok_done();
}
