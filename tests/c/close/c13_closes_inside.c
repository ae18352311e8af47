/* C13: what an APC does inside a lingering close: another close, also a lingering one, and a blocking receive. */
#include "../overlapped/apc.h"

struct inside {
    SOCKET closing;
    SOCKET plain[2];
    SOCKET lingering[2];
    SOCKET blocking[2];
    int acted;
};

static void act(void *argument)
{
    struct inside *inside = (struct inside *)argument;
    char bytes[4];
    if (inside->acted++)
        return;
    ok_fails(closesocket(inside->closing), WSAENOTSOCK);
    ok(closesocket(inside->plain[0]) == 0, "another socket");
    ok(closesocket(inside->lingering[0]) == 0, "one that lingers in vain");
    /* Not to be attempted, say the documents; here it must do no harm. */
    send_text(inside->blocking[1], "abc");
    ok(recv(inside->blocking[0], bytes, 3, MSG_WAITALL) == 3, "a blocking call inside");
}

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
    struct inside inside;
    struct reader reader;
    SOCKET pair[2];
    char byte;
    int sent;
    start_winsock();
    memset(&inside, 0, sizeof inside);
    tcp_pair(pair);
    tcp_pair(inside.plain);
    tcp_pair(inside.lingering);
    tcp_pair(inside.blocking);
    sent = fill(pair[0]);
    set_nonblocking(pair[0], 0);
    set_linger(pair[0], 1, 20);
    fill(inside.lingering[0]);
    set_nonblocking(inside.lingering[0], 0);
    set_linger(inside.lingering[0], 1, 1);
    inside.closing = pair[0];
    be_alerted(&alerted);
    alerted.act = act;
    alerted.argument = &inside;
    reader.socket = pair[1];
    start_alerter(&alerter, &alerted, 2, 1, read_all, &reader);
    ok(closesocket(pair[0]) == 0, "closesocket");
    ok_alerted(&alerted, 2);
    join_thread(&alerter.thread);
    ok(reader.received == sent, "%d bytes sent, %d received, and a graceful end", sent, reader.received);
    ok(recv(inside.plain[1], &byte, 1, 0) == 0, "the other was closed gracefully");
    ok_fails(recv(inside.lingering[1], &byte, 1, 0), WSAECONNRESET);
    WSACleanup();
    return ok_done();
}
