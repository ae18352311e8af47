/* WSAPoll: data, room, the end, a reset; what was not asked for; numbers that are no socket. */
#include "../loopback.h"

static int revents_of(SOCKET s, int events, int timeout)
{
    WSAPOLLFD entry;
    int count;
    entry.fd = s;
    entry.events = (SHORT)events;
    entry.revents = 0x5555;
    count = WSAPoll(&entry, 1, timeout);
    ok(count == (entry.revents != 0), "the count is %d", count);
    return entry.revents;
}

int main(void)
{
    SOCKET pair[2];
    char byte;
    start_winsock();
    tcp_pair(pair);
    ok(revents_of(pair[1], POLLRDNORM, 0) == 0, "no data");
    ok(revents_of(pair[1], POLLRDNORM | POLLWRNORM, 0) == POLLWRNORM, "room");
    require(send(pair[0], "x", 1, 0) == 1);
    ok(revents_of(pair[1], POLLRDNORM, 5000) == POLLRDNORM, "data");
    ok(revents_of(pair[1], 0, 0) == 0, "not asked for");
    ok(revents_of(pair[1], POLLIN | POLLOUT, 0) == (POLLRDNORM | POLLWRNORM), "the other names");
    require(closesocket(pair[0]) == 0);
    ok(revents_of(pair[1], 0, 5000) == POLLHUP, "the peer's end needs no asking");
    ok(revents_of(pair[1], POLLRDNORM, 0) == (POLLRDNORM | POLLHUP), "with data unread");
    require(recv(pair[1], &byte, 1, 0) == 1 && recv(pair[1], &byte, 1, 0) == 0);
    ok(revents_of(pair[1], POLLRDNORM, 0) & POLLHUP, "and without");

    tcp_pair(pair);
    set_linger(pair[0], 1, 0);
    require(closesocket(pair[0]) == 0);
    ok((revents_of(pair[1], POLLRDNORM | POLLWRNORM, 5000) & (POLLERR | POLLHUP)) != 0, "a reset");
    ok(revents_of(pair[0], POLLRDNORM, -1) == POLLNVAL, "a closed socket");
    ok(revents_of(INVALID_SOCKET, POLLRDNORM, 0) == POLLNVAL, "no socket");
    ok(revents_of((SOCKET)-5, POLLRDNORM, -1) == POLLNVAL, "a negative number");
    WSACleanup();
    return ok_done();
}
