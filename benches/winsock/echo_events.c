/* Echo server on WSAEventSelect and WSAWaitForMultipleEvents, as their documentation shows it: an event for each
 * connection, at most 63 and one to be woken by in each thread.
 * usage: echo_events THREADS CONNECTIONS BUFFER_BYTES MAXIMUM_SECONDS */
#include "bench_winsock.h"

#define MOST_EVENTS WSA_MAXIMUM_WAIT_EVENTS
#define MOST_THREADS 64

struct connection {
    SOCKET socket;
    int received, sent; /* received - sent bytes of the buffer are still to be echoed */
    char *buffer;
};

/* Entry 0 of the events wakes the thread when it is given a connection. */
struct server {
    WSAEVENT events[MOST_EVENTS];
    struct connection connections[MOST_EVENTS];
    DWORD count;
    CRITICAL_SECTION giving;
    SOCKET given[MOST_EVENTS];
    int given_count;
};

static struct server servers[MOST_THREADS];
static HANDLE all_gone;
static LONG connections_left;
static int buffer_bytes;

static void take_given(struct server *server)
{
    EnterCriticalSection(&server->giving);
    WSAResetEvent(server->events[0]);
    for (int i = 0; i < server->given_count; i++) {
        struct connection *c = &server->connections[server->count];
        WSAEVENT event = WSACreateEvent();
        if (event == WSA_INVALID_EVENT)
            die("WSACreateEvent");
        c->socket = server->given[i];
        c->received = c->sent = 0;
        c->buffer = (char *)malloc((size_t)buffer_bytes);
        server->events[server->count++] = event;
        if (WSAEventSelect(c->socket, event, FD_READ | FD_WRITE | FD_CLOSE) != 0)
            die("WSAEventSelect");
    }
    server->given_count = 0;
    LeaveCriticalSection(&server->giving);
}

static void connection_gone(struct server *server, DWORD i)
{
    closesocket(server->connections[i].socket);
    WSACloseEvent(server->events[i]);
    free(server->connections[i].buffer);
    server->count--;
    server->connections[i] = server->connections[server->count];
    server->events[i] = server->events[server->count];
    if (InterlockedDecrement(&connections_left) == 0)
        SetEvent(all_gone);
}

/* What does not fit is sent after FD_WRITE. */
static void send_rest(struct connection *c)
{
    while (c->sent < c->received) {
        int sent = send(c->socket, c->buffer + c->sent, c->received - c->sent, 0);
        if (sent == SOCKET_ERROR) {
            if (WSAGetLastError() != WSAEWOULDBLOCK)
                die("send");
            return;
        }
        c->sent += sent;
    }
}

/* One receive re-enables FD_READ; 0 when the connection is over. */
static int receive_and_send(struct connection *c)
{
    int received;
    if (c->sent < c->received)
        return 1; /* the receive follows when this is sent */
    received = recv(c->socket, c->buffer, buffer_bytes, 0);
    if (received == SOCKET_ERROR)
        return WSAGetLastError() == WSAEWOULDBLOCK;
    if (received == 0)
        return 0;
    c->received = received;
    c->sent = 0;
    send_rest(c);
    return 1;
}

/* 0 when the connection is over. */
static int serve(struct connection *c, WSAEVENT event)
{
    WSANETWORKEVENTS happened;
    if (WSAEnumNetworkEvents(c->socket, event, &happened) != 0)
        die("WSAEnumNetworkEvents");
    if (happened.lNetworkEvents & FD_WRITE) {
        int was_full = c->sent < c->received;
        send_rest(c);
        if (was_full && !receive_and_send(c))
            return 0;
    }
    return !(happened.lNetworkEvents & (FD_READ | FD_CLOSE)) || receive_and_send(c);
}

static DWORD WINAPI run(LPVOID argument)
{
    struct server *server = (struct server *)argument;
    for (;;) {
        DWORD first = WSAWaitForMultipleEvents(server->count, server->events, FALSE, WSA_INFINITE, FALSE);
        if (first == WSA_WAIT_FAILED)
            die("WSAWaitForMultipleEvents");
        /* The wait names the lowest event that is set; the others behind it are asked one by one, so that all are
         * served alike. */
        for (DWORD i = first - WSA_WAIT_EVENT_0; i < server->count;) {
            if (i != first - WSA_WAIT_EVENT_0 &&
                WSAWaitForMultipleEvents(1, &server->events[i], FALSE, 0, FALSE) != WSA_WAIT_EVENT_0) {
                i++;
            } else if (i == 0) {
                take_given(server);
                i++;
            } else if (serve(&server->connections[i], server->events[i])) {
                i++;
            } else {
                connection_gone(server, i); /* another one stands in its place */
            }
        }
    }
    return 0;
}

int main(int argc, char **argv)
{
    SOCKADDR_IN address;
    SOCKET listener;
    int threads, connections;
    if (argc < 5)
        return 2;
    threads = atoi(argv[1]);
    connections = atoi(argv[2]);
    buffer_bytes = atoi(argv[3]);
    if (threads < 1 || threads > MOST_THREADS || connections > threads * (MOST_EVENTS - 1))
        return 2;
    start_watchdog(atoi(argv[4]));
    start_winsock();
    connections_left = connections;
    all_gone = CreateEvent(NULL, TRUE, FALSE, NULL);
    for (int i = 0; i < threads; i++) {
        servers[i].events[0] = WSACreateEvent();
        servers[i].count = 1;
        InitializeCriticalSection(&servers[i].giving);
        if (CreateThread(NULL, 0, run, &servers[i], 0, NULL) == NULL)
            die("CreateThread");
    }
    listener = listen_on_loopback(&address);
    announce_port(&address);
    for (int i = 0; i < connections; i++) {
        struct server *server = &servers[i % threads];
        SOCKET s = accept(listener, NULL, NULL);
        if (s == INVALID_SOCKET)
            die("accept");
        set_no_delay(s);
        EnterCriticalSection(&server->giving);
        server->given[server->given_count++] = s;
        WSASetEvent(server->events[0]);
        LeaveCriticalSection(&server->giving);
    }
    closesocket(listener);
    WaitForSingleObject(all_gone, INFINITE);
    return 0; /* the threads wait for nothing any more */
}
