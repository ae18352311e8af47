/* WSAPoll at the end of a connection: POLLHUP, with POLLRDNORM as long as data is unread; a reset is POLLERR as well and
 * takes the data and the room away. */
#include "../loopback.h"

static int revents_of(SOCKET s, int timeout)
{
    WSAPOLLFD entry;
    entry.fd = s;
    entry.events = POLLIN | POLLOUT;
    entry.revents = 0x5555;
    require(WSAPoll(&entry, 1, timeout) == (entry.revents != 0));
    return entry.revents;
}

static int hangs_up(SOCKET s)
{
    WSAPOLLFD entry;
    entry.fd = s;
    entry.events = 0;
    return WSAPoll(&entry, 1, 5000) == 1 && (entry.revents & POLLHUP) != 0;
}

int main(void)
{
    SOCKET pair[2];
    int error = 0, len = sizeof error;
    char byte;
    start_winsock();
    tcp_pair(pair);
    require(send(pair[0], "x", 1, 0) == 1 && shutdown(pair[0], SD_SEND) == 0);
    ok(hangs_up(pair[1]), "the end comes");
    ok(revents_of(pair[1], 0) == (POLLRDNORM | POLLWRNORM | POLLHUP), "unread: %x", revents_of(pair[1], 0));
    require(recv(pair[1], &byte, 1, 0) == 1);
    ok(revents_of(pair[1], 0) == (POLLWRNORM | POLLHUP), "read: %x", revents_of(pair[1], 0));
    require(recv(pair[1], &byte, 1, 0) == 0);
    ok(revents_of(pair[1], 0) == (POLLWRNORM | POLLHUP), "the end read: %x", revents_of(pair[1], 0));
    ok(revents_of(pair[0], 0) == POLLWRNORM, "one's own shutdown: %x", revents_of(pair[0], 0));
    require(closesocket(pair[1]) == 0);
    ok(hangs_up(pair[0]), "both ends");

    tcp_pair(pair);
    require(send(pair[0], "x", 1, 0) == 1);
    ok(becomes_ready(pair[1], 'r', 5000), "data");
    set_linger(pair[0], 1, 0);
    require(closesocket(pair[0]) == 0);
    ok(hangs_up(pair[1]), "the reset comes");
    ok(revents_of(pair[1], 0) == (POLLHUP | POLLERR), "a reset: %x", revents_of(pair[1], 0));
    ok(becomes_ready(pair[1], 'r', 0), "select counts it as readable");
    require(getsockopt(pair[1], SOL_SOCKET, SO_ERROR, (char *)&error, &len) == 0 && error == WSAECONNRESET);
    ok(revents_of(pair[1], 0) == (POLLHUP | POLLERR), "SO_ERROR does not undo it: %x", revents_of(pair[1], 0));
    ok_fails(recv(pair[1], &byte, 1, 0), WSAECONNRESET);
    WSACleanup();
    return ok_done();
}
