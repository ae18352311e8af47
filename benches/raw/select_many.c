/* Nanoseconds of one wait for many connections with poll(2) or epoll: counterpart of winsock/select_many.c. Figures
 * bear the names of that program's: both of its ways of waiting are compared with the one chosen here.
 * usage: select_many SOCKETS MILLISECONDS_PER_FIGURE poll|epoll */
#include "bench_raw.h"
#include <poll.h>
#include <sys/epoll.h>

#define WINDOWS 11

static int (*pairs)[2];
static int count, epoll;
static struct pollfd *entries;

static void take_byte(int fd)
{
    char byte;
    if (recv(fd, &byte, 1, 0) != 1)
        die("recv");
}

static void give_byte(int to)
{
    if (send(pairs[to][0], "x", 1, 0) != 1)
        die("send");
}

static void wait_by_poll(int expected, int limit)
{
    int left = expected;
    if (poll(entries, (nfds_t)count, limit) != expected)
        die("poll");
    for (int i = 0; left > 0 && i < count; i++) {
        if (entries[i].revents == 0)
            continue;
        take_byte(entries[i].fd);
        left--;
    }
}

static void wait_by_epoll(int expected, int limit)
{
    struct epoll_event found[64];
    if (epoll_wait(epoll, found, 64, limit) != expected)
        die("epoll_wait");
    for (int i = 0; i < expected; i++)
        take_byte(found[i].data.fd);
}

static void measure(const char *name, void (*wait)(int, int), int active, int step, int milliseconds)
{
    double means[WINDOWS];
    int next = 0;
    for (int w = 0; w < WINDOWS; w++) {
        long long waits = 0, begin = nanoseconds_now(), now;
        long long end = begin + milliseconds * 1000000LL / WINDOWS;
        do {
            for (int i = 0; i < 8; i++) {
                if (active) {
                    give_byte(next);
                    next = (next + step) % count;
                }
                wait(active, active ? -1 : 0);
            }
            waits += 8;
            now = nanoseconds_now();
        } while (now < end);
        means[w] = (double)(now - begin) / (double)waits;
    }
    qsort(means, WINDOWS, sizeof means[0], compare_doubles);
    printf("select_%s %.1f ns\npoll_%s %.1f ns\n", name, means[WINDOWS / 2], name, means[WINDOWS / 2]);
}

int main(int argc, char **argv)
{
    int milliseconds;
    void (*wait)(int, int);
    if (argc < 4 || (count = atoi(argv[1])) < 1)
        return 2;
    milliseconds = atoi(argv[2]);
    wait = strcmp(argv[3], "epoll") == 0 ? wait_by_epoll : wait_by_poll;
    start_watchdog(60);
    pairs = calloc((size_t)count, sizeof *pairs);
    entries = calloc((size_t)count, sizeof *entries);
    epoll = epoll_create1(EPOLL_CLOEXEC);
    for (int i = 0; i < count; i++) {
        struct epoll_event interest = {.events = EPOLLIN};
        make_connected_pair(pairs[i]);
        entries[i] = (struct pollfd){.fd = pairs[i][1], .events = POLLIN};
        interest.data.fd = pairs[i][1];
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, pairs[i][1], &interest) != 0)
            die("epoll_ctl");
    }
    if (wait == wait_by_poll)
        close(epoll);
    measure("none", wait, 0, 0, milliseconds);
    measure("same_one", wait, 1, 0, milliseconds);
    measure("one_in_turn", wait, 1, count / 2 - 1, milliseconds);
    return 0;
}
