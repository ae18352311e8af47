/* Four threads at one port echo 50 connections: every completion is counted once. */
#include "overlapped.h"

enum { THREADS = 4, CONNECTIONS = 50, MESSAGES = 40, MESSAGE = 32 };

struct connection {
    struct operation operation;
    SOCKET socket;
    int sends; /* the operation is a send */
    volatile LONG busy;
    LONG receives;
};

static struct connection connections[CONNECTIONS];
static HANDLE port;
static volatile LONG begun, ended;

static void begin(struct connection *connection, int sends, DWORD len)
{
    int result;
    clear_operation(&connection->operation);
    connection->sends = sends;
    connection->operation.buffer.len = len;
    ok(InterlockedExchange(&connection->busy, 1) == 0, "one operation at a time");
    InterlockedIncrement(&begun);
    result = sends ? begin_send(connection->socket, &connection->operation, NULL)
                   : begin_receive(connection->socket, &connection->operation, NULL);
    ok(result == 0 || WSAGetLastError() == WSA_IO_PENDING, "an operation begins");
}

static void serve(void *parameter)
{
    struct packet packet;
    (void)parameter;
    while ((packet = take_packet(port, 30000)).overlapped != NULL) {
        struct connection *connection = (struct connection *)packet.key;
        InterlockedIncrement(&ended);
        ok(packet.result && packet.overlapped == &connection->operation.overlapped, "error %d", (int)packet.error);
        ok(InterlockedExchange(&connection->busy, 0) == 1, "an operation ends once");
        if (connection->sends) {
            begin(connection, 0, MESSAGE);
        } else if (packet.count > 0) {
            char bytes[MESSAGE];
            connection->receives++;
            memcpy(bytes, connection->operation.bytes, packet.count);
            clear_operation(&connection->operation);
            memcpy(connection->operation.bytes, bytes, packet.count);
            connection->sends = 1;
            connection->operation.buffer.len = packet.count;
            ok(InterlockedExchange(&connection->busy, 1) == 0, "one operation at a time");
            InterlockedIncrement(&begun);
            ok(begin_send(connection->socket, &connection->operation, NULL) == 0 || WSAGetLastError() == WSA_IO_PENDING,
               "a send begins");
        }
    }
    ok(packet.result, "the last packet is the posted one, not error %d", (int)packet.error);
}

int main(void)
{
    static SOCKET clients[CONNECTIONS];
    struct thread threads[THREADS];
    SOCKET listener;
    int i, message;
    start_winsock();
    listener = tcp_listener();
    port = new_port(0);
    for (i = 0; i < THREADS; i++)
        start_thread(&threads[i], serve, NULL);
    for (i = 0; i < CONNECTIONS; i++) {
        clients[i] = connected_to(listener);
        connections[i].socket = accept(listener, NULL, NULL);
        require(connections[i].socket != INVALID_SOCKET);
        associate(port, connections[i].socket, (ULONG_PTR)&connections[i]);
        begin(&connections[i], 0, MESSAGE);
    }
    for (message = 0; message < MESSAGES; message++) {
        char sent[MESSAGE], echo[MESSAGE];
        for (i = 0; i < CONNECTIONS; i++) {
            write_pattern(sent, MESSAGE, message * CONNECTIONS + i);
            require(send(clients[i], sent, MESSAGE, 0) == MESSAGE);
        }
        for (i = 0; i < CONNECTIONS; i++) {
            write_pattern(sent, MESSAGE, message * CONNECTIONS + i);
            require(recv(clients[i], echo, MESSAGE, MSG_WAITALL) == MESSAGE);
            ok(memcmp(sent, echo, MESSAGE) == 0, "message %d of connection %d comes back", message, i);
        }
    }
    for (i = 0; i < CONNECTIONS; i++)
        require(shutdown(clients[i], SD_SEND) == 0);
    for (i = 0; i < 20000 && current(&ended) < current(&begun); i++)
        Sleep(1);
    ok(current(&begun) == current(&ended) && begun >= CONNECTIONS * (2 * MESSAGES + 1), "%d begun, %d ended", (int)begun,
       (int)ended);
    for (i = 0; i < THREADS; i++)
        require(PostQueuedCompletionStatus(port, 0, 0, NULL));
    for (i = 0; i < THREADS; i++)
        join_thread(&threads[i]);
    for (i = 0; i < CONNECTIONS; i++)
        ok(connections[i].receives >= MESSAGES && !connections[i].busy, "connection %d is done", i);
    WSACleanup();
    return ok_done();
}
