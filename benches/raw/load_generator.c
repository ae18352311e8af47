/* The one load generator for all echo servers: one thread, epoll, each connection has one
 * message under way (sends it, waits for all of its echo, sends the next).
 * usage: load_generator --port N --connections N --bytes N [--warmup-ms N] [--measure-ms N]
 *                       [--server-pid PID]... [--helper-pid PID]...
 * Prints messages per second, latency, CPU seconds per million messages and memory of the
 * server's processes, measured from outside over the same window. The echo is compared with
 * what was sent during the warm-up and after the window, when the last answers are awaited:
 * "unanswered" is how many never came. */
#include "bench_raw.h"
#include "process_stats.h"
#include <sys/epoll.h>

#define FINE_BUCKETS 64 /* per power of two: about 1.1 % resolution */

struct connection {
    int fd;
    int unsent, unreceived;
    long long sent_at;
    long long served; /* messages answered in the measured window */
};

static int message_bytes, checking = 1, ending, waiting;
static char *message, *received;
static long long histogram[64 * FINE_BUCKETS], messages;

static int bucket_of(long long nanoseconds)
{
    int exponent = 63 - __builtin_clzll((unsigned long long)nanoseconds | 64);
    return exponent * FINE_BUCKETS + (int)((nanoseconds >> (exponent - 6)) & (FINE_BUCKETS - 1));
}

static double bucket_middle(int bucket)
{
    int exponent = bucket / FINE_BUCKETS;
    return (double)((long long)(FINE_BUCKETS + bucket % FINE_BUCKETS) << (exponent - 6)) +
           (double)(1LL << (exponent - 6)) / 2;
}

static double percentile(double share)
{
    long long wanted = (long long)(share * (double)messages), seen = 0;
    for (int i = 0; i < 64 * FINE_BUCKETS; i++) {
        seen += histogram[i];
        if (seen > wanted)
            return bucket_middle(i);
    }
    return 0;
}

static void send_more(struct connection *c)
{
    while (c->unsent > 0) {
        ssize_t wrote = send(c->fd, message + message_bytes - c->unsent, (size_t)c->unsent, MSG_NOSIGNAL);
        if (wrote < 0 && errno == EAGAIN)
            return;
        if (wrote < 0)
            die("send");
        c->unsent -= (int)wrote;
    }
}

static void start_message(struct connection *c, long long now)
{
    c->unsent = c->unreceived = message_bytes;
    c->sent_at = now;
    send_more(c);
}

static void on_ready(struct connection *c, unsigned events)
{
    if (c->unsent > 0 && (events & EPOLLOUT))
        send_more(c);
    while ((events & EPOLLIN) && c->unreceived > 0) {
        ssize_t got = recv(c->fd, received, (size_t)c->unreceived, 0);
        if (got < 0 && errno == EAGAIN)
            return;
        if (got <= 0) {
            fprintf(stderr, "the server closed a connection\n");
            exit(1);
        }
        if (checking && memcmp(received, message + message_bytes - c->unreceived, (size_t)got) != 0) {
            fprintf(stderr, "the echo differs from the message\n");
            exit(1);
        }
        c->unreceived -= (int)got;
        if (c->unreceived == 0) {
            long long now = nanoseconds_now();
            histogram[bucket_of(now - c->sent_at)]++;
            messages++;
            c->served++;
            if (ending)
                waiting--;
            else
                start_message(c, now);
            return;
        }
    }
}

int main(int argc, char **argv)
{
    struct watched_processes watched = {0};
    int port = 0, connections = 0, warmup_ms = 500, measure_ms = 2000, epoll;
    struct connection *all;
    long long phase_end, begin, now;
    double server_cpu, helper_cpu, elapsed;
    long server_rss, helper_rss;

    for (int i = 1; i + 1 < argc; i += 2) {
        int value = atoi(argv[i + 1]);
        if (strcmp(argv[i], "--port") == 0)
            port = value;
        else if (strcmp(argv[i], "--connections") == 0)
            connections = value;
        else if (strcmp(argv[i], "--bytes") == 0)
            message_bytes = value;
        else if (strcmp(argv[i], "--warmup-ms") == 0)
            warmup_ms = value;
        else if (strcmp(argv[i], "--measure-ms") == 0)
            measure_ms = value;
        else if (strcmp(argv[i], "--server-pid") == 0 && watched.server_count < MAX_WATCHED)
            watched.server[watched.server_count++] = value;
        else if (strcmp(argv[i], "--helper-pid") == 0 && watched.helper_count < MAX_WATCHED)
            watched.helper[watched.helper_count++] = value;
        else
            return 2;
    }
    if (port == 0 || connections < 1 || message_bytes < 1)
        return 2;
    alarm((unsigned)((warmup_ms + measure_ms) / 1000 + 30));

    message = malloc((size_t)message_bytes);
    received = malloc((size_t)message_bytes);
    for (int i = 0; i < message_bytes; i++)
        message[i] = (char)(i * 7 + i / 251);
    all = calloc((size_t)connections, sizeof *all);
    epoll = epoll_create1(EPOLL_CLOEXEC);
    for (int i = 0; i < connections; i++) {
        struct epoll_event interest = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = &all[i]};
        all[i].fd = connect_to_loopback(port);
        set_nonblocking(all[i].fd);
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, all[i].fd, &interest) != 0)
            die("epoll_ctl");
    }
    for (int i = 0; i < connections; i++)
        start_message(&all[i], nanoseconds_now());

    begin = nanoseconds_now();
    phase_end = begin + warmup_ms * 1000000LL;
    server_cpu = helper_cpu = 0;
    for (;;) {
        struct epoll_event events[256];
        int count = epoll_wait(epoll, events, 256, 1000);
        for (int i = 0; i < count; i++)
            on_ready(events[i].data.ptr, events[i].events);
        now = nanoseconds_now();
        if (now < phase_end || messages == 0) /* a starved machine: the window ends with its first message */
            continue;
        if (!checking)
            break;
        checking = 0;
        memset(histogram, 0, sizeof histogram);
        messages = 0;
        for (int i = 0; i < connections; i++)
            all[i].served = 0;
        server_cpu = cpu_seconds_of(watched.server, watched.server_count);
        helper_cpu = cpu_seconds_of(watched.helper, watched.helper_count);
        begin = nanoseconds_now();
        phase_end = begin + measure_ms * 1000000LL;
    }

    elapsed = (double)(now - begin) / 1e9;
    server_cpu = cpu_seconds_of(watched.server, watched.server_count) - server_cpu;
    helper_cpu = cpu_seconds_of(watched.helper, watched.helper_count) - helper_cpu;
    server_rss = rss_kib_of(watched.server, watched.server_count);
    helper_rss = rss_kib_of(watched.helper, watched.helper_count);
    printf("messages_per_s %.0f 1/s\n", (double)messages / elapsed);
    printf("p50 %.1f us\n", percentile(0.50) / 1e3);
    printf("p99 %.1f us\n", percentile(0.99) / 1e3);
    if (connections > 1) {
        long long least = all[0].served;
        for (int i = 1; i < connections; i++)
            if (all[i].served < least)
                least = all[i].served;
        /* 100: all connections were served alike; near 0: some starved and the percentiles hide it */
        printf("least_served %.0f %%\n", (double)least * 100 * connections / (double)messages);
    }
    if (watched.server_count > 0) {
        printf("cpu_per_million %.2f s\n", (server_cpu + helper_cpu) * 1e6 / (double)messages);
        printf("cores_used %.2f cores\n", (server_cpu + helper_cpu) / elapsed);
        printf("rss %.1f MiB\n", (server_rss + helper_rss) / 1024.0);
        if (watched.helper_count > 0) {
            printf("helper_cpu_share %.0f %%\n", helper_cpu * 100 / (server_cpu + helper_cpu));
            printf("helper_rss %.1f MiB\n", helper_rss / 1024.0);
        }
    }

    checking = ending = 1;
    waiting = connections;
    for (phase_end = nanoseconds_now() + 5000000000LL; waiting > 0 && nanoseconds_now() < phase_end;) {
        struct epoll_event events[256];
        int count = epoll_wait(epoll, events, 256, 100);
        for (int i = 0; i < count; i++)
            on_ready(events[i].data.ptr, events[i].events);
    }
    printf("unanswered %d messages\n", waiting);
    for (int i = 0; i < connections; i++)
        close(all[i].fd);
    return waiting != 0;
}
