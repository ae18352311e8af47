/* An APC closes the socket that its thread is blocked on: the call ends with WSAEINTR. */
#include "apc.h"

static void close_it(void *argument)
{
    ok(closesocket(*(SOCKET *)argument) == 0, "closesocket in the APC");
}

static int call_recv(SOCKET s)
{
    char byte;
    return recv(s, &byte, 1, 0);
}

static int call_accept(SOCKET s)
{
    return (int)accept(s, NULL, NULL);
}

static int call_send(SOCKET s)
{
    return send(s, large_pattern(), LARGE, 0);
}

static void closed_in_apc(SOCKET s, int (*call)(SOCKET), int queued_before)
{
    struct alerted alerted;
    struct alerter alerter;
    be_alerted(&alerted);
    alerted.act = close_it;
    alerted.argument = &s;
    if (queued_before)
        queue_apc(&alerted);
    else
        start_alerter(&alerter, &alerted, 1, 20, NULL, NULL);
    ok_fails(call(s), WSAEINTR);
    ok_alerted(&alerted, 1);
    if (!queued_before)
        join_thread(&alerter.thread);
    ok_fails(closesocket(s), WSAENOTSOCK);
}

int main(void)
{
    SOCKET pair[2];
    int before;
    start_winsock();
    for (before = 0; before < 2; before++) {
        tcp_pair(pair);
        closed_in_apc(pair[0], call_recv, before);
        ok(call_recv(pair[1]) == 0, "the peer sees the end");
        udp_pair(pair);
        closed_in_apc(pair[0], call_recv, before);
        closed_in_apc(tcp_listener(), call_accept, before);
        tcp_pair(pair);
        fill(pair[0]);
        set_nonblocking(pair[0], 0);
        closed_in_apc(pair[0], call_send, before);
    }
    WSACleanup();
    return ok_done();
}
