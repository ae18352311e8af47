/* A blocking send is an alertable wait; it sends everything, in order, whatever comes in between. */
#include "apc.h"

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
    DWORD limit = 300;
    double start;
    int sent;
    start_winsock();
    tcp_pair(pair);
    be_alerted(&alerted);
    reader.socket = pair[1];
    /* The reader begins after the last APC, so the send is blocked until then. */
    start_alerter(&alerter, &alerted, 50, 1, read_all, &reader);
    sent = send(pair[0], large_pattern(), LARGE, 0);
    ok(sent == LARGE, "send gave %d", sent);
    ok_alerted(&alerted, 50);
    require(shutdown(pair[0], SD_SEND) == 0);
    join_thread(&alerter.thread);
    ok(reader.received == LARGE, "the reader got %d", reader.received);

    tcp_pair(pair);
    fill(pair[0]);
    set_nonblocking(pair[0], 0);
    be_alerted(&alerted);
    require(setsockopt(pair[0], SOL_SOCKET, SO_SNDTIMEO, (const char *)&limit, sizeof limit) == 0);
    start_alerter(&alerter, &alerted, 2, 100, NULL, NULL);
    start = now_ms();
    sent = send(pair[0], large_pattern(), LARGE, 0);
    ok(sent < LARGE && now_ms() - start >= 290 && now_ms() - start < 5000, "%d sent after %d ms", sent,
       (int)(now_ms() - start));
    while (alerted.count < 2)
        SleepEx(10, TRUE);
    join_thread(&alerter.thread);
    WSACleanup();
    return ok_done();
}
