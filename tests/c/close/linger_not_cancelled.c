/* A closesocket that lingers is no call that CancelSynchronousIo ends: it goes on until its time is over. */
#include "../thread.h"

static double took;

static void close_it(void *s)
{
    double start = now_ms();
    ok(closesocket(*(SOCKET *)s) == 0, "closesocket");
    took = now_ms() - start;
}

int main(void)
{
    SOCKET pair[2];
    struct thread thread;
    char byte;
    start_winsock();
    tcp_pair(pair);
    fill(pair[0]);
    set_nonblocking(pair[0], 0);
    set_linger(pair[0], 1, 1);
    start_thread(&thread, close_it, &pair[0]);
    while (!signaled_within(thread.handle, 20))
        ok(!CancelSynchronousIo(thread.handle) && GetLastError() == ERROR_NOT_FOUND, "nothing to cancel");
    join_thread(&thread);
    ok(took >= 990, "it lingered for %d ms", (int)took);
    ok_fails(recv(pair[1], &byte, 1, 0), WSAECONNRESET);
    WSACleanup();
    return ok_done();
}
