/* C9, C10, C11: requests, data, cancels and closes race on sockets that share a completion queue: every request that was
 * taken completes exactly once, and no slice is written to after its completion was taken out. */
#include "registered.h"

#define SOCKETS 6
#define DEPTH 4
#define ROUNDS 40

static SOCKET near_end[SOCKETS], far_end[SOCKETS];
static HANDLE may_close;

static void closer(void *unused)
{
    int i;
    (void)unused;
    require(signaled_within(may_close, 20000));
    for (i = 0; i < SOCKETS; i++) {
        send(far_end[i], "data", 4, 0);
        if (i % 3 == 0)
            CancelIoEx((HANDLE)near_end[i], NULL);
        if (i % 2 == 0)
            closesocket(far_end[i]);
        closesocket(near_end[i]);
        if (i % 2 != 0)
            closesocket(far_end[i]);
    }
}

int main(void)
{
    int round, i, k;
    RIO_CQ queue;
    start_registered();
    may_close = CreateEvent(NULL, FALSE, FALSE, NULL);
    queue = polled_queue(SOCKETS * DEPTH * 2);
    for (round = 0; round < ROUNDS; round++) {
        struct thread thread;
        RIO_RQ requests[SOCKETS];
        int outstanding = 0, ended[SOCKETS * DEPTH * 2];
        memset(ended, 0, sizeof ended);
        for (i = 0; i < SOCKETS; i++) {
            SOCKET pair[2];
            registered_pair(pair);
            near_end[i] = pair[0];
            far_end[i] = pair[1];
            requests[i] = request_queue(pair[0], DEPTH, DEPTH, queue, NULL);
        }
        start_thread(&thread, closer, NULL);
        for (k = 0; k < DEPTH; k++) {
            for (i = 0; i < SOCKETS; i++) {
                int number = (i * DEPTH + k) * 2;
                RIO_BUF in = slice((ULONG)number * 64, 64), out = slice((ULONG)number * 64 + 64, 64);
                DWORD defer = k % 2 ? RIO_MSG_DEFER : 0;
                outstanding += rio.RIOReceive(requests[i], &in, 1, defer, context_of((ULONG_PTR)number)) != 0;
                outstanding += rio.RIOSend(requests[i], &out, 1, defer, context_of((ULONG_PTR)number + 1)) != 0;
                if (k == round % DEPTH && i == 1)
                    set_event(may_close);
            }
        }
        while (outstanding > 0) {
            RIORESULT result = next_result(queue);
            int number = (int)result.RequestContext;
            ok(ended[number]++ == 0, "request %d completes once", number);
            memset(memory + number * 64, number, 64);
            outstanding--;
        }
        join_thread(&thread);
        ok_no_result(queue);
        for (i = 0; i < SOCKETS * DEPTH * 2 * 64; i++)
            if (ended[i / 64] && memory[i] != (char)(i / 64)) {
                ok(0, "a slice was written to after the end of its request");
                break;
            }
    }
    WSACleanup();
    return ok_done();
}
