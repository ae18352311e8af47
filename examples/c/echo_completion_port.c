/* An echo server on a completion port: overlapped accepts, receives and sends, served by two threads.
 *
 *   echo_completion_port [port [clients]]     port 0, the default, lets the system choose; it is printed.
 *
 * It ends when that many clients (default 1) have come and gone, or after a minute. */
#include <winsock2.h>
#include <ws2tcpip.h>
#include <mswsock.h>
#include <windows.h>

#include <stdio.h>
#include <stdlib.h>

#pragma comment(lib, "Ws2_32.lib")
#pragma comment(lib, "Mswsock.lib")

#define WORKERS 2
#define PATIENCE_MS 60000
#define ADDRESS_BYTES (sizeof(struct sockaddr_in) + 16) /* what AcceptEx wants for each of its two addresses */

/* One operation is under way for each client at any time, so one OVERLAPPED is enough. */
struct client {
    OVERLAPPED overlapped;
    enum { ACCEPTING, RECEIVING, SENDING } doing;
    SOCKET socket;
    WSABUF rest; /* what is still to be sent */
    char buffer[4096];
};

static HANDLE port;
static SOCKET listener;
static int clients_to_accept;
static LONG clients_left;

static void fail(const char *call)
{
    fprintf(stderr, "%s failed with %lu\n", call, (unsigned long)GetLastError());
    exit(1);
}

/* An operation that fails at once has no completion packet; one that is pending or done has one. */
static int began(int result)
{
    return result == 0 || WSAGetLastError() == WSA_IO_PENDING;
}

static void accept_next(void)
{
    struct client *client = calloc(1, sizeof *client);
    DWORD received;

    if (client == NULL)
        fail("calloc");
    client->doing = ACCEPTING;
    client->socket = WSASocketW(AF_INET, SOCK_STREAM, IPPROTO_TCP, NULL, 0, WSA_FLAG_OVERLAPPED);
    if (client->socket == INVALID_SOCKET)
        fail("WSASocket");
    clients_to_accept--;
    if (!AcceptEx(listener, client->socket, client->buffer, 0, ADDRESS_BYTES, ADDRESS_BYTES, &received,
                  &client->overlapped) &&
        WSAGetLastError() != WSA_IO_PENDING)
        fail("AcceptEx");
}

static int receive(struct client *client)
{
    WSABUF all = {sizeof client->buffer, client->buffer};
    DWORD flags = 0;

    client->doing = RECEIVING;
    return began(WSARecv(client->socket, &all, 1, NULL, &flags, &client->overlapped, NULL));
}

static int send_rest(struct client *client)
{
    client->doing = SENDING;
    return began(WSASend(client->socket, &client->rest, 1, NULL, 0, &client->overlapped, NULL));
}

/* Starts what comes after an operation that moved so many bytes; 0 when the client has had its last. */
static int go_on(struct client *client, DWORD bytes)
{
    switch (client->doing) {
    case ACCEPTING:
        /* From here on the socket is like any that accept() returns. */
        setsockopt(client->socket, SOL_SOCKET, SO_UPDATE_ACCEPT_CONTEXT, (char *)&listener, sizeof listener);
        if (CreateIoCompletionPort((HANDLE)client->socket, port, 0, 0) == NULL)
            fail("CreateIoCompletionPort");
        return receive(client);
    case RECEIVING:
        if (bytes == 0) { /* the client has sent all it wanted: so have we */
            shutdown(client->socket, SD_SEND);
            return 0;
        }
        client->rest.buf = client->buffer;
        client->rest.len = bytes;
        return send_rest(client);
    case SENDING:
        client->rest.buf += bytes;
        client->rest.len -= bytes;
        return client->rest.len > 0 ? send_rest(client) : receive(client);
    }
    return 0;
}

static DWORD WINAPI worker(LPVOID unused)
{
    (void)unused;
    for (;;) {
        DWORD bytes = 0;
        ULONG_PTR key = 0;
        OVERLAPPED *overlapped = NULL;
        BOOL succeeded = GetQueuedCompletionStatus(port, &bytes, &key, &overlapped, INFINITE);
        struct client *client;

        if (overlapped == NULL) /* posted below: there is nothing left to do */
            return 0;
        client = CONTAINING_RECORD(overlapped, struct client, overlapped);
        if (client->doing == ACCEPTING && clients_to_accept > 0) /* only one accept is ever under way */
            accept_next();
        if (succeeded && go_on(client, bytes))
            continue;
        closesocket(client->socket);
        free(client);
        printf("a client came and went\n");
        if (InterlockedDecrement(&clients_left) == 0)
            for (int i = 0; i < WORKERS; i++)
                PostQueuedCompletionStatus(port, 0, 0, NULL);
    }
}

int main(int argc, char **argv)
{
    WSADATA data;
    struct sockaddr_in address;
    int address_length = sizeof address;
    HANDLE workers[WORKERS];
    int error = WSAStartup(MAKEWORD(2, 2), &data);

    if (error != 0) {
        fprintf(stderr, "WSAStartup failed with %d\n", error);
        return 1;
    }
    listener = WSASocketW(AF_INET, SOCK_STREAM, IPPROTO_TCP, NULL, 0, WSA_FLAG_OVERLAPPED);
    if (listener == INVALID_SOCKET)
        fail("WSASocket");
    ZeroMemory(&address, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = htons((u_short)(argc > 1 ? atoi(argv[1]) : 0));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) == SOCKET_ERROR)
        fail("bind");
    if (listen(listener, SOMAXCONN) == SOCKET_ERROR)
        fail("listen");
    if (getsockname(listener, (struct sockaddr *)&address, &address_length) == SOCKET_ERROR)
        fail("getsockname");

    port = CreateIoCompletionPort((HANDLE)listener, NULL, 0, WORKERS);
    if (port == NULL)
        fail("CreateIoCompletionPort");
    clients_left = clients_to_accept = argc > 2 ? atoi(argv[2]) : 1;
    accept_next();
    printf("listening on 127.0.0.1:%d\n", ntohs(address.sin_port));
    fflush(stdout);

    for (int i = 0; i < WORKERS; i++) {
        workers[i] = CreateThread(NULL, 0, worker, NULL, 0, NULL);
        if (workers[i] == NULL)
            fail("CreateThread");
    }
    if (WaitForMultipleObjects(WORKERS, workers, TRUE, PATIENCE_MS) != WAIT_OBJECT_0) {
        fprintf(stderr, "not all clients came\n");
        return 1;
    }
    for (int i = 0; i < WORKERS; i++)
        CloseHandle(workers[i]);
    closesocket(listener);
    CloseHandle(port);
    WSACleanup();
    return 0;
}
