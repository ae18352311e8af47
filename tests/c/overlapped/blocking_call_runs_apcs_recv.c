/* A blocking receive is an alertable wait: APCs run while it waits, and it goes on. */
#include "apc.h"

#define ROUNDS 300

static void send_last(void *argument)
{
    send_text(*(SOCKET *)argument, "last");
}

static void receive(SOCKET pair[2], int flags, int len)
{
    struct alerted alerted;
    struct alerter alerter;
    char bytes[16];
    int count;
    be_alerted(&alerted);
    start_alerter(&alerter, &alerted, ROUNDS, 0, send_last, &pair[1]);
    memset(bytes, 0, sizeof bytes);
    count = recv(pair[0], bytes, len, flags);
    ok(count == 4 && memcmp(bytes, "last", 4) == 0, "flags %d: recv gave %d", flags, count);
    ok_alerted(&alerted, ROUNDS);
    join_thread(&alerter.thread);
}

/* Half of the bytes before the APC, half after it: one receive with MSG_WAITALL takes both. */
static void receive_whole(SOCKET pair[2])
{
    struct alerted alerted;
    struct alerter alerter;
    char bytes[8];
    int count;
    be_alerted(&alerted);
    send_text(pair[1], "half");
    start_alerter(&alerter, &alerted, 20, 2, send_last, &pair[1]);
    count = recv(pair[0], bytes, 8, MSG_WAITALL);
    ok(count == 8 && memcmp(bytes, "halflast", 8) == 0, "MSG_WAITALL gave %d", count);
    ok_alerted(&alerted, 20);
    join_thread(&alerter.thread);
}

/* What is queued before the call runs when the call blocks, not when the data is there. */
static void queued_before(SOCKET pair[2])
{
    struct alerted alerted;
    struct alerter alerter;
    char bytes[4];
    be_alerted(&alerted);
    send_text(pair[1], "data");
    require(becomes_ready(pair[0], 'r', 20000));
    queue_apc(&alerted);
    ok(recv(pair[0], bytes, 4, 0) == 4 && alerted.count == 0, "the data was there: %d ran", (int)alerted.count);
    start_alerter(&alerter, &alerted, 0, 0, NULL, NULL);
    join_thread(&alerter.thread);
    alerted.act = send_last;
    alerted.argument = &pair[1];
    ok(recv(pair[0], bytes, 4, 0) == 4 && alerted.count == 1, "the APC sends what is received");
}

static void time_out(SOCKET pair[2])
{
    struct alerted alerted;
    struct alerter alerter;
    DWORD limit = 400;
    char byte;
    double start;
    be_alerted(&alerted);
    require(setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, (const char *)&limit, sizeof limit) == 0);
    start_alerter(&alerter, &alerted, 3, 100, NULL, NULL);
    start = now_ms();
    ok_fails(recv(pair[0], &byte, 1, 0), WSAETIMEDOUT);
    ok(now_ms() - start >= 390, "the time is not cut short: %d ms", (int)(now_ms() - start));
    ok(now_ms() - start < 5000, "nor does it begin anew: %d ms", (int)(now_ms() - start));
    while (alerted.count < 3)
        SleepEx(10, TRUE); /* what came late */
    join_thread(&alerter.thread);
}

int main(void)
{
    SOCKET pair[2];
    start_winsock();
    tcp_pair(pair);
    receive(pair, 0, 16);
    receive(pair, MSG_WAITALL, 4);
    receive_whole(pair);
    queued_before(pair);
    time_out(pair);
    udp_pair(pair);
    receive(pair, 0, 16);
    time_out(pair);
    WSACleanup();
    return ok_done();
}
