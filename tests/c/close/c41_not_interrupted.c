/* C41: closesocket itself is not interrupted: closes of other sockets, which end other threads' calls, leave a lingering
 * close waiting until its data is taken. */
#include "../thread.h"

static int close_it(SOCKET s)
{
    return closesocket(s);
}

static int receive(SOCKET s)
{
    char byte;
    return recv(s, &byte, 1, 0);
}

int main(void)
{
    struct blocked_call closing;
    SOCKET pair[2];
    int sent, round;
    start_winsock();
    tcp_pair(pair);
    sent = fill(pair[0]);
    set_nonblocking(pair[0], 0);
    set_linger(pair[0], 1, 20);
    start_blocked_call(&closing, close_it, pair[0]);
    for (round = 0; round < 20; round++) {
        struct blocked_call receiving;
        SOCKET s = bound(udp_socket());
        start_blocked_call(&receiving, receive, s);
        require(closesocket(s) == 0);
        join_thread(&receiving.thread);
        CloseHandle(receiving.entering);
    }
    ok(!signaled_within(closing.thread.handle, 0), "the lingering close still waits");
    ok(drain(pair[1]) == sent, "everything arrives");
    join_thread(&closing.thread);
    CloseHandle(closing.entering);
    ok(closing.result == 0, "closesocket gave %d, error %d", closing.result, closing.error);
    WSACleanup();
    return ok_done();
}
