/* An echo server whose connections are I/O objects of a pool of its own. */
#include "pool.h"

enum { CONNECTIONS = 20, MESSAGES = 30, MESSAGE = 32 };

struct connection {
    struct operation operation; /* first: the OVERLAPPED leads to it */
    SOCKET socket;
    PTP_IO io;
    int sends;
    volatile LONG busy;
};

static struct connection connections[CONNECTIONS];
static volatile LONG closed;

static void begin(struct connection *connection, int sends, DWORD len)
{
    int result;
    memset(&connection->operation.overlapped, 0, sizeof connection->operation.overlapped);
    connection->operation.buffer.buf = connection->operation.bytes;
    connection->operation.buffer.len = len;
    connection->sends = sends;
    ok(InterlockedExchange(&connection->busy, 1) == 0, "one operation at a time");
    StartThreadpoolIo(connection->io);
    result = sends ? begin_send(connection->socket, &connection->operation, NULL)
                   : begin_receive(connection->socket, &connection->operation, NULL);
    if (result != 0 && WSAGetLastError() != WSA_IO_PENDING) {
        CancelThreadpoolIo(connection->io);
        ok(0, "an operation begins");
    }
}

static void CALLBACK on_end(PTP_CALLBACK_INSTANCE instance, PVOID context, PVOID overlapped, ULONG error,
                            ULONG_PTR count, PTP_IO io)
{
    struct connection *connection = (struct connection *)overlapped;
    (void)instance;
    ok(context == connection && io == connection->io && error == NO_ERROR, "error %d", (int)error);
    ok(InterlockedExchange(&connection->busy, 0) == 1, "an operation ends once");
    if (connection->sends)
        begin(connection, 0, MESSAGE);
    else if (count > 0)
        begin(connection, 1, (DWORD)count);
    else {
        closesocket(connection->socket);
        CloseThreadpoolIo(io);
        InterlockedIncrement(&closed);
    }
}

int main(void)
{
    static SOCKET clients[CONNECTIONS];
    TP_CALLBACK_ENVIRON environment;
    PTP_POOL pool = CreateThreadpool(NULL);
    SOCKET listener;
    int i, message;
    start_winsock();
    SetThreadpoolThreadMaximum(pool, 4);
    InitializeThreadpoolEnvironment(&environment);
    SetThreadpoolCallbackPool(&environment, pool);
    listener = tcp_listener();
    for (i = 0; i < CONNECTIONS; i++) {
        struct connection *connection = &connections[i];
        clients[i] = connected_to(listener);
        connection->socket = accept(listener, NULL, NULL);
        require(connection->socket != INVALID_SOCKET);
        connection->io = CreateThreadpoolIo((HANDLE)connection->socket, on_end, connection, &environment);
        require(connection->io != NULL);
        begin(connection, 0, MESSAGE);
    }
    CloseThreadpool(pool);
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
    ok(reaches(&closed, CONNECTIONS), "%d connections closed", (int)current(&closed));
    WSACleanup();
    return ok_done();
}
