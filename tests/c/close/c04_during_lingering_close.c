/* C4: while one thread waits in a lingering close the handle is dead already: every call of another thread fails with
 * WSAENOTSOCK at once, a second close too. */
#include "../thread.h"
#include "../every_call.h"

static int close_it(SOCKET s)
{
    return closesocket(s);
}

int main(void)
{
    struct blocked_call closing;
    struct sockaddr_in name;
    int len = sizeof name;
    SOCKET pair[2];
    double start = now_ms();
    start_winsock();
    tcp_pair(pair);
    fill(pair[0]);
    set_nonblocking(pair[0], 0);
    set_linger(pair[0], 1, 2);
    start_blocked_call(&closing, close_it, pair[0]);
    while (getsockname(pair[0], (struct sockaddr *)&name, &len) == 0)
        require(now_ms() - start < 10000);
    ok(WSAGetLastError() == WSAENOTSOCK, "the handle dies");
    start = now_ms();
    every_call_fails(pair[0], WSAENOTSOCK);
    ok(now_ms() - start < 1000, "the calls took %d ms", (int)(now_ms() - start));
    ok(!signaled_within(closing.thread.handle, 0), "the first close still waits");
    join_thread(&closing.thread);
    CloseHandle(closing.entering);
    ok(closing.result == 0, "and returns %d", closing.result);
    WSACleanup();
    return ok_done();
}
