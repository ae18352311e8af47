/* WSAPoll over handles that a provider makes: it is asked by WSPSelect and WSPGetPeerName. */
#include "spi.h"

static short events_of(SOCKET s, short events)
{
    WSAPOLLFD entry;
    int ready;
    entry.fd = s;
    entry.events = events;
    entry.revents = -1;
    ready = WSAPoll(&entry, 1, 0);
    ok(ready == (entry.revents != 0), "the count: %d", ready);
    return entry.revents;
}

int main(void)
{
    CONTROL *control = install_provider();
    WSAPOLLFD entries[2];
    SOCKET s;
    start_winsock();
    s = open_own();
    require(s != INVALID_SOCKET);
    ok(events_of(s, POLLRDNORM | POLLWRNORM) == 0, "nothing");
    control->ready = 2;
    ok(events_of(s, POLLRDNORM | POLLWRNORM) == POLLWRNORM, "writable");
    ok(events_of(s, POLLRDNORM) == 0, "which nobody asks for");
    ok(events_of(s, 0) == 0, "nothing asked for");

    /* What is exceptional: a connection that failed, or urgent data of one that did not. */
    control->ready = 4;
    ok(events_of(s, 0) == (POLLERR | POLLHUP), "failed");
    ok(events_of(s, POLLWRNORM) == (POLLERR | POLLHUP), "whatever is asked for");
    control->connected = 1;
    ok(events_of(s, POLLRDNORM) == 0 && events_of(s, 0) == 0, "urgent data, which nobody asks for");
    ok(events_of(s, POLLRDBAND) == POLLRDBAND, "urgent data");

    /* The base's own WSAPoll would know no such handle. */
    control->hands_down = 1;
    ok(events_of(s, POLLRDBAND) == POLLRDBAND, "asked by WSPSelect nevertheless");

    entries[0].fd = s;
    entries[0].events = POLLPRI;
    ok_fails(WSAPoll(entries, 1, 0), WSAEINVAL);

    /* A number that is no socket counts at once, and so does one that is closed meanwhile. */
    control->ready = 0;
    entries[0].events = POLLRDNORM;
    entries[1].fd = INVALID_SOCKET;
    entries[1].events = POLLRDNORM;
    ok(WSAPoll(entries, 2, -1) == 1 && entries[0].revents == 0 && entries[1].revents == POLLNVAL, "no socket");
    control->closed_in_select = s;
    ok(WSAPoll(entries, 1, -1) == 1 && entries[0].revents == POLLNVAL, "closed");
    WSACleanup();
    return ok_done();
}
