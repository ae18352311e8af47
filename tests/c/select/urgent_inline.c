/* With SO_OOBINLINE urgent data is ordinary input: the read set and POLLRDNORM, not the except set and POLLRDBAND. */
#include "../loopback.h"

static int revents_of(SOCKET s, int events, int timeout)
{
    WSAPOLLFD entry;
    entry.fd = s;
    entry.events = (SHORT)events;
    return WSAPoll(&entry, 1, timeout) < 0 ? -1 : entry.revents;
}

int main(void)
{
    SOCKET listener, pair[2];
    BOOL on = TRUE;
    char byte;
    start_winsock();
    listener = tcp_listener();
    require(setsockopt(listener, SOL_SOCKET, SO_OOBINLINE, (char *)&on, sizeof on) == 0);
    pair[0] = connected_to(listener);
    pair[1] = accept(listener, NULL, NULL); /* inherits the option */
    require(pair[1] != INVALID_SOCKET);
    require(send(pair[0], "!", 1, MSG_OOB) == 1);
    ok(becomes_ready(pair[1], 'r', 5000), "readable");
    ok(!becomes_ready(pair[1], 'e', 30), "nothing exceptional");
    ok(revents_of(pair[1], POLLRDBAND, 30) == 0, "no POLLRDBAND");
    ok(revents_of(pair[1], POLLIN, 0) == POLLRDNORM, "POLLRDNORM");
    on = FALSE;
    require(setsockopt(pair[1], SOL_SOCKET, SO_OOBINLINE, (char *)&on, sizeof on) == 0);
    ok(becomes_ready(pair[1], 'e', 0), "out of line it is");
    ok(revents_of(pair[1], POLLIN, 0) == POLLRDBAND, "POLLRDBAND");
    ok(recv(pair[1], &byte, 1, MSG_OOB) == 1 && byte == '!', "recv");
    ok(!becomes_ready(pair[1], 'e', 0), "taken");
    WSACleanup();
    return ok_done();
}
