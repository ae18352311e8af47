/* An echo server whose receives and sends end in a callback of BindIoCompletionCallback. */
#include "pool.h"

enum { CONNECTIONS = 20, MESSAGES = 30, MESSAGE = 32 };

struct connection {
    struct operation operation; /* first: the OVERLAPPED leads to it */
    SOCKET socket;
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
    result = sends ? begin_send(connection->socket, &connection->operation, NULL)
                   : begin_receive(connection->socket, &connection->operation, NULL);
    ok(result == 0 || WSAGetLastError() == WSA_IO_PENDING, "an operation begins");
}

static void CALLBACK on_end(DWORD error, DWORD count, LPOVERLAPPED overlapped)
{
    struct connection *connection = (struct connection *)overlapped;
    ok(error == ERROR_SUCCESS, "error %d", (int)error);
    ok(InterlockedExchange(&connection->busy, 0) == 1, "an operation ends once");
    if (connection->sends)
        begin(connection, 0, MESSAGE);
    else if (count > 0)
        begin(connection, 1, count);
    else {
        closesocket(connection->socket);
        InterlockedIncrement(&closed);
    }
}

int main(void)
{
    static SOCKET clients[CONNECTIONS];
    SOCKET listener;
    int i, message;
    start_winsock();
    listener = tcp_listener();
    for (i = 0; i < CONNECTIONS; i++) {
        clients[i] = connected_to(listener);
        connections[i].socket = accept(listener, NULL, NULL);
        require(connections[i].socket != INVALID_SOCKET);
        require(BindIoCompletionCallback((HANDLE)connections[i].socket, on_end, 0));
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
    ok(reaches(&closed, CONNECTIONS), "%d connections closed", (int)current(&closed));
    WSACleanup();
    return ok_done();
}
