/* C8, C27: a lingering close ends a blocked receive when it begins, not when it is done. */
#include "../thread.h"

static int receive(SOCKET s)
{
    char byte;
    return recv(s, &byte, 1, 0);
}

static int close_it(SOCKET s)
{
    return closesocket(s);
}

int main(void)
{
    struct blocked_call receiving, closing;
    SOCKET pair[2];
    int sent;
    start_winsock();
    tcp_pair(pair);
    sent = fill(pair[0]);
    set_nonblocking(pair[0], 0);
    set_linger(pair[0], 1, 20);
    start_blocked_call(&receiving, receive, pair[0]);
    start_blocked_call(&closing, close_it, pair[0]);
    ok(signaled_within(receiving.thread.handle, 5000), "the receive ends");
    ok(!signaled_within(closing.thread.handle, 0), "while the close waits");
    ok(drain(pair[1]) == sent, "everything arrives");
    join_thread(&closing.thread);
    join_thread(&receiving.thread);
    ok(closing.result == 0, "closesocket gave %d", closing.result);
    ok(receiving.error == WSAEINTR || receiving.error == WSAENOTSOCK, "recv failed with %d", receiving.error);
    CloseHandle(receiving.entering);
    CloseHandle(closing.entering);
    WSACleanup();
    return ok_done();
}
