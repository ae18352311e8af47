/* C8: WSAPoll in another thread comes back when a socket of it is closed, with POLLNVAL. */
#include "../thread.h"

static int call_poll(SOCKET s)
{
    WSAPOLLFD entry;
    entry.fd = s;
    entry.events = POLLRDNORM;
    entry.revents = 0;
    if (WSAPoll(&entry, 1, -1) != 1)
        return SOCKET_ERROR;
    return entry.revents;
}

static SOCKET open_datagram(void)
{
    return bound(udp_socket());
}

int main(void)
{
    struct blocked_call outcome;
    start_winsock();
    close_during(open_datagram, call_poll, &outcome);
    ok(outcome.result == POLLNVAL, "revents %d, error %d", outcome.result, outcome.error);
    close_during(tcp_listener, call_poll, &outcome);
    ok(outcome.result == POLLNVAL, "revents %d, error %d", outcome.result, outcome.error);
    WSACleanup();
    return ok_done();
}
