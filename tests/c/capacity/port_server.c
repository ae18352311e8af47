/* `port_server CONNECTIONS`: an echo server on one completion port. Accepts so many connections, sends back on each what
 * it receives until the peer ends it, and closes it then. Each connection has one operation pending at any time; a packet
 * that is doubled or out of turn fails, a lost one keeps the peer waiting. */
#include "../overlapped/overlapped.h"

enum { WORKERS = 4, ENTRIES = 16 };
enum turn { RECEIVES, SENDS, CLOSED };

struct connection {
    struct operation operation; /* first, so that a packet leads back to it */
    SOCKET socket;
    volatile LONG turn;
};

static HANDLE port;
static volatile LONG open_connections, received, sent;

static void begun(int result)
{
    ok(result == 0 || WSAGetLastError() == WSA_IO_PENDING, "an operation begins with error %d", WSAGetLastError());
}

static void receive(struct connection *connection)
{
    struct operation *operation = &connection->operation;
    clear_operation(operation);
    ok(InterlockedExchange(&connection->turn, RECEIVES) != RECEIVES, "one receive at a time");
    begun(begin_receive(connection->socket, operation, NULL));
}

static void send_back(struct connection *connection, DWORD count)
{
    struct operation *operation = &connection->operation;
    InterlockedExchangeAdd(&received, (LONG)count);
    memset(&operation->overlapped, 0, sizeof operation->overlapped);
    operation->buffer.len = count;
    ok(InterlockedExchange(&connection->turn, SENDS) == RECEIVES, "what was received is sent once");
    begun(begin_send(connection->socket, operation, NULL));
}

static void end(struct connection *connection)
{
    ok(InterlockedExchange(&connection->turn, CLOSED) == RECEIVES, "a connection ends once");
    ok(closesocket(connection->socket) == 0, "closesocket");
    if (InterlockedDecrement(&open_connections) == 0)
        require(PostQueuedCompletionStatus(port, 0, 0, NULL));
}

static void serve(struct connection *connection, const OVERLAPPED_ENTRY *entry)
{
    DWORD count = entry->dwNumberOfBytesTransferred;
    ok(entry->lpOverlapped == &connection->operation.overlapped, "key and OVERLAPPED of one connection");
    ok(entry->lpOverlapped->Internal == 0, "status %x", (unsigned)entry->lpOverlapped->Internal);
    switch (current(&connection->turn)) {
    case RECEIVES:
        if (count == 0)
            end(connection);
        else
            send_back(connection, count);
        return;
    case SENDS:
        ok(count == connection->operation.buffer.len, "%d of %d bytes sent", (int)count,
           (int)connection->operation.buffer.len);
        InterlockedExchangeAdd(&sent, (LONG)count);
        receive(connection);
        return;
    default:
        ok(0, "a packet of a closed connection");
    }
}

static void work(void *parameter)
{
    OVERLAPPED_ENTRY entries[ENTRIES];
    ULONG i, count, room = parameter == NULL ? 1 : ENTRIES;
    for (;;) {
        require(GetQueuedCompletionStatusEx(port, entries, room, &count, INFINITE, FALSE));
        for (i = 0; i < count; i++) {
            if (entries[i].lpCompletionKey == 0) {
                ok(count == 1, "the last packet comes last");
                require(PostQueuedCompletionStatus(port, 0, 0, NULL)); /* for the next worker */
                return;
            }
            serve((struct connection *)entries[i].lpCompletionKey, &entries[i]);
        }
    }
}

int main(int argc, char **argv)
{
    int i, count = argc > 1 ? atoi(argv[1]) : 0;
    struct connection *connections = (struct connection *)calloc((size_t)count, sizeof *connections);
    struct thread workers[WORKERS];
    SOCKET listener;
    require(count > 0 && connections != NULL);
    start_winsock();
    port = new_port(0);
    listener = tcp_listener();
    printf("port %d\n", ntohs(local_address(listener).sin_port));
    fflush(stdout);
    InterlockedExchange(&open_connections, count);
    for (i = 0; i < count; i++) {
        connections[i].turn = CLOSED;
        connections[i].socket = accept(listener, NULL, NULL);
        require(connections[i].socket != INVALID_SOCKET);
        associate(port, connections[i].socket, (ULONG_PTR)&connections[i]);
    }
    /* The workers come when every connection has its receive, so that all of them are pending at once. */
    for (i = 0; i < count; i++)
        receive(&connections[i]);
    printf("ready\n");
    fflush(stdout);
    for (i = 0; i < WORKERS; i++)
        start_thread(&workers[i], work, i % 2 ? NULL : &workers[i]);
    for (i = 0; i < WORKERS; i++) {
        require(signaled_within(workers[i].handle, INFINITE));
        CloseHandle(workers[i].handle);
    }
    ok(take_packet(port, 0).key == 0, "the last packet is the last");
    ok_no_packet(port);
    ok(received == sent, "%d bytes received, %d sent", (int)received, (int)sent);
    printf("received %d\n", (int)received);
    require(closesocket(listener) == 0);
    WSACleanup();
    return ok_done();
}
