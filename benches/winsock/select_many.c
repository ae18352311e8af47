/* Nanoseconds of one wait for many connections with select and with WSAPoll.
 * usage: select_many SOCKETS MILLISECONDS_PER_FIGURE
 * The program keeps its set and hands a copy to each select, then goes through what is left in the copy. */
#define FD_SETSIZE 8192
#include "bench_winsock.h"

#define WINDOWS 11

static SOCKET (*pairs)[2];
static int count;
static fd_set all, ready;
static WSAPOLLFD *entries;
static const TIMEVAL at_once = {0, 0};

static void take_byte(SOCKET s)
{
    char byte;
    if (recv(s, &byte, 1, 0) != 1)
        die("recv");
}

static void give_byte(int to)
{
    if (send(pairs[to][0], "x", 1, 0) != 1)
        die("send");
}

static void wait_by_select(int expected, const TIMEVAL *limit)
{
    ready = all;
    if (select(0, &ready, NULL, NULL, limit) != expected)
        die("select");
    for (u_int i = 0; i < ready.fd_count; i++)
        take_byte(ready.fd_array[i]);
}

static void wait_by_poll(int expected, const TIMEVAL *limit)
{
    int left = expected;
    if (WSAPoll(entries, (ULONG)count, limit == NULL ? -1 : 0) != expected)
        die("WSAPoll");
    for (int i = 0; left > 0 && i < count; i++) {
        if (entries[i].revents == 0)
            continue;
        take_byte(entries[i].fd);
        left--;
    }
}

static void measure(const char *name, void (*wait)(int, const TIMEVAL *), int active, int step, int milliseconds)
{
    double frequency = ticks_per_second(), means[WINDOWS];
    int next = 0;
    for (int w = 0; w < WINDOWS; w++) {
        long long waits = 0, begin = ticks_now(), now;
        long long end = begin + (long long)(milliseconds * frequency / 1000 / WINDOWS);
        do {
            for (int i = 0; i < 8; i++) {
                if (active) {
                    give_byte(next);
                    next = (next + step) % count;
                }
                wait(active, active ? NULL : &at_once);
            }
            waits += 8;
            now = ticks_now();
        } while (now < end);
        means[w] = (double)(now - begin) * 1e9 / frequency / (double)waits;
    }
    qsort(means, WINDOWS, sizeof means[0], compare_doubles);
    printf("%s %.1f ns\n", name, means[WINDOWS / 2]);
}

int main(int argc, char **argv)
{
    int milliseconds;
    if (argc < 3 || (count = atoi(argv[1])) < 1 || count > FD_SETSIZE)
        return 2;
    milliseconds = atoi(argv[2]);
    start_watchdog(60);
    start_winsock();
    pairs = (SOCKET(*)[2])calloc((size_t)count, sizeof *pairs);
    entries = (WSAPOLLFD *)calloc((size_t)count, sizeof *entries);
    FD_ZERO(&all);
    for (int i = 0; i < count; i++) {
        make_connected_pair(pairs[i]);
        FD_SET(pairs[i][1], &all);
        entries[i].fd = pairs[i][1];
        entries[i].events = POLLRDNORM;
    }
    /* Send, wait and receive; "none" is the wait alone. The step visits every socket, never a neighbour. */
    measure("select_none", wait_by_select, 0, 0, milliseconds);
    measure("select_same_one", wait_by_select, 1, 0, milliseconds);
    measure("select_one_in_turn", wait_by_select, 1, count / 2 - 1, milliseconds);
    measure("poll_none", wait_by_poll, 0, 0, milliseconds);
    measure("poll_same_one", wait_by_poll, 1, 0, milliseconds);
    measure("poll_one_in_turn", wait_by_poll, 1, count / 2 - 1, milliseconds);
    WSACleanup();
    return 0;
}
