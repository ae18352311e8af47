/* Echo server on poll(2), each thread with its own part of the connections: counterpart of winsock/echo_events.c.
 * usage: echo_poll THREADS CONNECTIONS BUFFER_BYTES MAXIMUM_SECONDS */
#include "bench_raw.h"
#include <poll.h>
#include <stdatomic.h>

#define MOST_THREADS 64

struct connection {
    ssize_t received, sent; /* received - sent bytes of the buffer are still to be echoed */
    char *buffer;
};

/* Entry 0 is a pipe by which the thread is given connections. */
struct server {
    struct pollfd *entries;
    struct connection *connections;
    nfds_t count;
    int give;
};

static struct server servers[MOST_THREADS];
static atomic_int connections_left;
static size_t buffer_bytes;

static void take_given(struct server *server)
{
    int fd;
    if (read(server->entries[0].fd, &fd, sizeof fd) != sizeof fd)
        die("read");
    server->connections[server->count] = (struct connection){.buffer = malloc(buffer_bytes)};
    server->entries[server->count++] = (struct pollfd){.fd = fd, .events = POLLIN};
}

static void connection_gone(struct server *server, nfds_t i)
{
    close(server->entries[i].fd);
    free(server->connections[i].buffer);
    server->count--;
    server->connections[i] = server->connections[server->count];
    server->entries[i] = server->entries[server->count];
    if (atomic_fetch_sub(&connections_left, 1) == 1)
        exit(0);
}

/* 0 when the connection is over. */
static int serve(struct pollfd *entry, struct connection *c)
{
    if (c->sent == c->received) {
        c->sent = 0;
        c->received = recv(entry->fd, c->buffer, buffer_bytes, 0);
        if (c->received <= 0) {
            int again = c->received < 0 && errno == EAGAIN;
            c->received = 0;
            return again;
        }
    }
    while (c->sent < c->received) {
        ssize_t sent = send(entry->fd, c->buffer + c->sent, (size_t)(c->received - c->sent), MSG_NOSIGNAL);
        if (sent < 0) {
            if (errno != EAGAIN)
                return 0;
            entry->events = POLLOUT;
            return 1;
        }
        c->sent += sent;
    }
    entry->events = POLLIN;
    return 1;
}

static void *run(void *argument)
{
    struct server *server = argument;
    for (;;) {
        int left = poll(server->entries, server->count, -1);
        if (left < 0)
            die("poll");
        for (nfds_t i = server->count; left > 0 && i-- > 0;) {
            if (server->entries[i].revents == 0)
                continue;
            left--;
            if (i == 0)
                take_given(server);
            else if (!serve(&server->entries[i], &server->connections[i]))
                connection_gone(server, i);
        }
    }
    return NULL;
}

int main(int argc, char **argv)
{
    struct sockaddr_in address;
    int threads, connections, listener;
    if (argc < 5 || (threads = atoi(argv[1])) < 1 || threads > MOST_THREADS)
        return 2;
    connections = atoi(argv[2]);
    buffer_bytes = (size_t)atoi(argv[3]);
    start_watchdog(atoi(argv[4]));
    atomic_store(&connections_left, connections);
    listener = listen_on_loopback(&address);
    for (int i = 0; i < threads; i++) {
        size_t most = (size_t)(connections / threads) + 2;
        int ends[2];
        pthread_t id;
        if (pipe(ends) != 0)
            die("pipe");
        servers[i].entries = calloc(most, sizeof *servers[i].entries);
        servers[i].connections = calloc(most, sizeof *servers[i].connections);
        servers[i].entries[0] = (struct pollfd){.fd = ends[0], .events = POLLIN};
        servers[i].count = 1;
        servers[i].give = ends[1];
        if (pthread_create(&id, NULL, run, &servers[i]) != 0)
            die("pthread_create");
    }
    announce_port(&address);
    for (int i = 0; i < connections; i++) {
        int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0)
            die("accept4");
        set_no_delay(fd);
        if (write(servers[i % threads].give, &fd, sizeof fd) != sizeof fd)
            die("write");
    }
    close(listener);
    pause();
    return 0;
}
