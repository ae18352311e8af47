/* WSAPoll on a non-blocking connect: POLLWRNORM when it succeeded, with POLLHUP and POLLERR when it failed. */
#include "../loopback.h"

static int outcome_of(SOCKET to)
{
    struct sockaddr_in address = local_address(to);
    SOCKET s = tcp_socket();
    WSAPOLLFD entry;
    set_nonblocking(s, 1);
    ok_fails(connect(s, (struct sockaddr *)&address, sizeof address), WSAEWOULDBLOCK);
    entry.fd = s;
    entry.events = POLLWRNORM;
    ok(WSAPoll(&entry, 1, 5000) == 1, "WSAPoll");
    return entry.revents;
}

int main(void)
{
    int revents;
    start_winsock();
    revents = outcome_of(tcp_listener());
    ok(revents == POLLWRNORM, "success: %x", revents);
    revents = outcome_of(bound(tcp_socket()));
    ok(revents == (POLLWRNORM | POLLHUP | POLLERR), "failure: %x", revents);
    WSACleanup();
    return ok_done();
}
