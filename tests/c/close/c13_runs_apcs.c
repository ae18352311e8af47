/* C13: a lingering close is an alertable wait: APCs run, then the wait goes on until the data is acknowledged. */
#include "../overlapped/apc.h"

struct reader {
    SOCKET socket;
    int received;
};

static void read_all(void *argument)
{
    struct reader *reader = (struct reader *)argument;
    reader->received = drain(reader->socket);
}

int main(void)
{
    struct alerted alerted;
    struct alerter alerter;
    struct reader reader;
    SOCKET pair[2];
    int sent, result;
    start_winsock();
    tcp_pair(pair);
    be_alerted(&alerted);
    sent = fill(pair[0]);
    set_nonblocking(pair[0], 0);
    set_linger(pair[0], 1, 20);
    reader.socket = pair[1];
    start_alerter(&alerter, &alerted, 50, 1, read_all, &reader);
    result = closesocket(pair[0]);
    ok(result == 0, "closesocket");
    ok_alerted(&alerted, 50); /* the peer reads after the last */
    join_thread(&alerter.thread);
    ok(reader.received == sent, "%d bytes sent, %d received, and a graceful end", sent, reader.received);
    WSACleanup();
    return ok_done();
}
