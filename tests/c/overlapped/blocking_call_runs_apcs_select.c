/* select and WSAPoll are alertable waits; their time is not cut short, nor begun anew. */
#include "apc.h"

static void send_last(void *argument)
{
    send_text(*(SOCKET *)argument, "last");
}

static void close_it(void *argument)
{
    closesocket(*(SOCKET *)argument);
}

int main(void)
{
    struct alerted alerted;
    struct alerter alerter;
    SOCKET pair[2];
    WSAPOLLFD polled;
    double start;
    start_winsock();
    tcp_pair(pair);

    be_alerted(&alerted);
    start_alerter(&alerter, &alerted, 100, 0, send_last, &pair[1]);
    ok(becomes_ready(pair[0], 'r', 20000), "select goes on until there is data");
    ok_alerted(&alerted, 100);
    join_thread(&alerter.thread);

    be_alerted(&alerted);
    queue_apc(&alerted);
    ok(becomes_ready(pair[0], 'r', 20000) && alerted.count == 0, "ready at once: nothing runs");
    ok(!becomes_ready(pair[0], 'e', 50) && alerted.count == 1, "it runs when select waits");

    be_alerted(&alerted);
    start_alerter(&alerter, &alerted, 3, 100, NULL, NULL);
    start = now_ms();
    ok(!becomes_ready(pair[1], 'r', 400), "nothing comes");
    ok(now_ms() - start >= 390 && now_ms() - start < 5000, "select waited %d ms", (int)(now_ms() - start));
    while (alerted.count < 3)
        SleepEx(10, TRUE);
    join_thread(&alerter.thread);

    be_alerted(&alerted);
    start_alerter(&alerter, &alerted, 20, 0, send_last, &pair[0]);
    polled.fd = pair[1];
    polled.events = POLLRDNORM;
    polled.revents = 0;
    ok(WSAPoll(&polled, 1, 20000) == 1 && polled.revents & POLLRDNORM, "WSAPoll goes on");
    ok_alerted(&alerted, 20);
    join_thread(&alerter.thread);

    be_alerted(&alerted);
    tcp_pair(pair);
    alerted.act = close_it;
    alerted.argument = &pair[0];
    queue_apc(&alerted);
    start = now_ms();
    becomes_ready(pair[0], 'r', 20000);
    ok(alerted.count == 1 && now_ms() - start < 10000, "a close in the APC ends select");
    WSACleanup();
    return ok_done();
}
