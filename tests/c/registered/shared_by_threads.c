/* Threads that use one request queue and one completion queue at the same time, which Microsoft forbids, get in nobody's
 * way: every request completes once. */
#include "registered.h"

#define THREADS 4
#define REQUESTS 300

static RIO_CQ queue;
static RIO_RQ requests;
static volatile LONG ended[THREADS * REQUESTS], taken;

static void drain_some(void)
{
    RIORESULT results[16];
    ULONG i, count = rio.RIODequeueCompletion(queue, results, 16);
    require(count != RIO_CORRUPT_CQ);
    for (i = 0; i < count; i++) {
        ok(results[i].Status == 0 && results[i].BytesTransferred == 1, "sent");
        InterlockedIncrement(&ended[results[i].RequestContext]);
        InterlockedIncrement(&taken);
    }
}

static void send_and_drain(void *number)
{
    RIO_BUF out = slice(0, 1);
    int i, first = (int)(ULONG_PTR)number * REQUESTS;
    for (i = 0; i < REQUESTS; i++) {
        while (!rio.RIOSend(requests, &out, 1, i % 7 == 0 ? RIO_MSG_DEFER : 0, context_of((ULONG_PTR)(first + i)))) {
            ok(WSAGetLastError() == WSAENOBUFS, "only for want of room");
            rio.RIOSend(requests, NULL, 0, RIO_MSG_COMMIT_ONLY, NULL);
            drain_some();
        }
    }
    rio.RIOSend(requests, NULL, 0, RIO_MSG_COMMIT_ONLY, NULL);
}

int main(void)
{
    SOCKET pair[2];
    struct thread threads[THREADS];
    double until;
    int i;
    start_registered();
    registered_pair(pair);
    queue = polled_queue(16);
    requests = request_queue(pair[0], 0, 16, queue, NULL);
    for (i = 0; i < THREADS; i++)
        start_thread(&threads[i], send_and_drain, context_of((ULONG_PTR)i));
    for (i = 0; i < THREADS * REQUESTS; i++)
        require(recv(pair[1], memory + 100, 1, 0) == 1);
    for (i = 0; i < THREADS; i++)
        join_thread(&threads[i]);
    until = now_ms() + 20000;
    while (taken < THREADS * REQUESTS && now_ms() < until)
        drain_some();
    for (i = 0; i < THREADS * REQUESTS; i++)
        ok(ended[i] == 1, "request %d ended %d times", i, (int)ended[i]);
    WSACleanup();
    return ok_done();
}
