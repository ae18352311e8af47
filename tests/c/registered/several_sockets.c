/* Many sockets complete into one queue with one event: an echo server as programs write it. */
#include "registered.h"

#define SOCKETS 8
#define ROUNDS 50
#define AREA 256

enum { RECEIVE = 1, SEND = 2 };

static RIO_CQ queue;
static HANDLE event;

static void serve(void *unused)
{
    RIO_RQ requests[SOCKETS];
    SOCKET *sockets = (SOCKET *)unused;
    int i, open = SOCKETS;
    for (i = 0; i < SOCKETS; i++) {
        RIO_BUF in = slice((ULONG)i * AREA, AREA);
        requests[i] = request_queue(sockets[i], 1, 1, queue, context_of((ULONG_PTR)i));
        ok(rio.RIOReceive(requests[i], &in, 1, 0, context_of(RECEIVE)), "receive");
    }
    while (open > 0) {
        RIORESULT results[4];
        ULONG count, k;
        require(rio.RIONotify(queue) == 0);
        require(signaled_within(event, 20000));
        count = rio.RIODequeueCompletion(queue, results, 4);
        require(count != RIO_CORRUPT_CQ);
        for (k = 0; k < count; k++) {
            ULONG_PTR which = (ULONG_PTR)results[k].SocketContext;
            RIO_BUF buffer = slice((ULONG)which * AREA, AREA);
            ok(results[k].Status == 0, "status %d", (int)results[k].Status);
            if (results[k].RequestContext == SEND) {
                ok(rio.RIOReceive(requests[which], &buffer, 1, 0, context_of(RECEIVE)), "receive");
            } else if (results[k].BytesTransferred > 0) {
                buffer.Length = results[k].BytesTransferred;
                ok(rio.RIOSend(requests[which], &buffer, 1, 0, context_of(SEND)), "send");
            } else {
                open--;
            }
        }
    }
}

int main(void)
{
    SOCKET near_end[SOCKETS], far_end[SOCKETS];
    struct thread server;
    int i, round;
    start_registered();
    event = new_event();
    queue = event_queue(SOCKETS * 2, event, TRUE);
    for (i = 0; i < SOCKETS; i++) {
        SOCKET pair[2];
        registered_pair(pair);
        near_end[i] = pair[0];
        far_end[i] = pair[1];
    }
    start_thread(&server, serve, near_end);
    for (round = 0; round < ROUNDS; round++) {
        char text[32], back[32];
        for (i = 0; i < SOCKETS; i++) {
            int len = snprintf(text, sizeof text, "%d of socket %d", round, i);
            ok(send(far_end[i], text, len, 0) == len, "send");
        }
        for (i = 0; i < SOCKETS; i++) {
            int len = snprintf(text, sizeof text, "%d of socket %d", round, i);
            ok(recv(far_end[i], back, len, MSG_WAITALL) == len && memcmp(text, back, (size_t)len) == 0, "echo");
        }
    }
    for (i = 0; i < SOCKETS; i++)
        closesocket(far_end[i]);
    join_thread(&server);
    WSACleanup();
    return ok_done();
}
