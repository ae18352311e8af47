/* What closesocket does in each row of the linger table, on this machine, now.
 *
 * For each row a connection is made on the loopback interface, data is sent that the peer leaves
 * unread, and the socket is closed: the table shows what closesocket returned, its error, how long it
 * took, and what the peer saw when it read on afterwards. The buffers are made small and the data
 * large, so that in the rows "unread" something is still unsent when the socket is closed. */
#include <winsock2.h>
#include <ws2tcpip.h>
#include <windows.h>

#include <stdio.h>

#pragma comment(lib, "Ws2_32.lib")

#define SMALL_BUFFER 16384
#define BLOCK_BYTES 8192
#define MOST_BYTES (64 * 1024 * 1024)

struct row {
    const char *name;
    u_short onoff;
    u_short seconds;
    int nonblocking;
    int fills;         /* sends until the peer's window and the buffers are full */
    int peer_reads;    /* a thread of the peer starts reading while closesocket waits */
};

static const struct row rows[] = {
    {"off, all delivered", 0, 0, 0, 0, 0},
    {"off, data unsent", 0, 0, 0, 1, 0},
    {"off, data unsent, non-blocking", 0, 0, 1, 1, 0},
    {"on, 0 s, data unsent", 1, 0, 0, 1, 0},
    {"on, 5 s, all delivered", 1, 5, 0, 0, 0},
    {"on, 5 s, peer reads in time", 1, 5, 0, 1, 1},
    {"on, 1 s, peer does not read", 1, 1, 0, 1, 0},
    {"on, 5 s, all delivered, non-blocking", 1, 5, 1, 0, 0},
    {"on, 5 s, data unsent, non-blocking", 1, 5, 1, 1, 0},
};

struct outcome {
    int result;
    int error;
    long milliseconds;
    long long sent;
    long long received;
    int peer_error;    /* what ended the peer's reading; 0 is a graceful end */
};

static int give_up(const char *call)
{
    fprintf(stderr, "%s failed with %d\n", call, WSAGetLastError());
    return SOCKET_ERROR;
}

static long milliseconds_since(const LARGE_INTEGER *start)
{
    LARGE_INTEGER now, frequency;
    QueryPerformanceCounter(&now);
    QueryPerformanceFrequency(&frequency);
    return (long)((now.QuadPart - start->QuadPart) * 1000 / frequency.QuadPart);
}

/* A connected pair with small buffers: [0] will be closed, [1] is its peer. */
static int make_pair(SOCKET pair[2])
{
    SOCKET listener = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    struct sockaddr_in address;
    int length = sizeof address, size = SMALL_BUFFER;

    pair[0] = pair[1] = INVALID_SOCKET;
    ZeroMemory(&address, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (listener == INVALID_SOCKET)
        return give_up("socket");
    /* The accepted socket inherits the buffer of the listener. */
    if (setsockopt(listener, SOL_SOCKET, SO_RCVBUF, (const char *)&size, sizeof size) == SOCKET_ERROR
        || bind(listener, (struct sockaddr *)&address, sizeof address) == SOCKET_ERROR
        || listen(listener, 1) == SOCKET_ERROR
        || getsockname(listener, (struct sockaddr *)&address, &length) == SOCKET_ERROR)
        return give_up("listening");
    pair[0] = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    if (pair[0] == INVALID_SOCKET
        || setsockopt(pair[0], SOL_SOCKET, SO_SNDBUF, (const char *)&size, sizeof size) == SOCKET_ERROR
        || connect(pair[0], (struct sockaddr *)&address, sizeof address) == SOCKET_ERROR)
        return give_up("connect");
    pair[1] = accept(listener, NULL, NULL);
    if (pair[1] == INVALID_SOCKET)
        return give_up("accept");
    return closesocket(listener);
}

static int set_nonblocking(SOCKET s, u_long on)
{
    return ioctlsocket(s, FIONBIO, &on) == SOCKET_ERROR ? give_up("ioctlsocket") : 0;
}

/* Sends one block, or as many as fit; the socket is blocking before and after. */
static int send_data(SOCKET s, const struct row *row, long long *sent)
{
    static const char block[BLOCK_BYTES];
    int count;

    *sent = 0;
    if (!row->fills) {
        count = send(s, block, 100, 0);
        *sent = count;
        return count == 100 ? 0 : give_up("send");
    }
    if (set_nonblocking(s, 1) == SOCKET_ERROR)
        return SOCKET_ERROR;
    while (*sent < MOST_BYTES && (count = send(s, block, sizeof block, 0)) > 0)
        *sent += count;
    if (*sent < MOST_BYTES && WSAGetLastError() != WSAEWOULDBLOCK)
        return give_up("send");
    return set_nonblocking(s, 0);
}

struct reader {
    SOCKET s;
    long long received;
    int error;
};

/* Reads to the end of the connection, whichever end it is. */
static DWORD WINAPI read_to_end(LPVOID parameter)
{
    struct reader *reader = (struct reader *)parameter;
    char block[BLOCK_BYTES];
    int count;

    while ((count = recv(reader->s, block, sizeof block, 0)) > 0)
        reader->received += count;
    reader->error = count == 0 ? 0 : WSAGetLastError();
    return 0;
}

/* An answer of the peer's, given after it has the data (and leaves it there): from then on nothing is outstanding. */
static int await_answer(SOCKET pair[2])
{
    char answer = '!';

    if (recv(pair[1], &answer, 1, MSG_PEEK) != 1 || send(pair[1], &answer, 1, 0) == SOCKET_ERROR
        || recv(pair[0], &answer, 1, 0) != 1)
        return give_up("the answer");
    return 0;
}

static int try_row(const struct row *row, struct outcome *outcome)
{
    SOCKET pair[2];
    struct linger linger;
    struct reader reader;
    HANDLE thread = NULL;
    LARGE_INTEGER start;

    ZeroMemory(outcome, sizeof *outcome);
    if (make_pair(pair) == SOCKET_ERROR || send_data(pair[0], row, &outcome->sent) == SOCKET_ERROR
        || (!row->fills && await_answer(pair) == SOCKET_ERROR))
        return SOCKET_ERROR;
    linger.l_onoff = row->onoff;
    linger.l_linger = row->seconds;
    if (setsockopt(pair[0], SOL_SOCKET, SO_LINGER, (const char *)&linger, sizeof linger) == SOCKET_ERROR)
        return give_up("setsockopt");
    if (row->nonblocking && set_nonblocking(pair[0], 1) == SOCKET_ERROR)
        return SOCKET_ERROR;

    reader.s = pair[1];
    reader.received = 0;
    reader.error = 0;
    QueryPerformanceCounter(&start);
    if (row->peer_reads)
        thread = CreateThread(NULL, 0, read_to_end, &reader, 0, NULL);
    outcome->result = closesocket(pair[0]);
    outcome->error = outcome->result == SOCKET_ERROR ? WSAGetLastError() : 0;
    outcome->milliseconds = milliseconds_since(&start);

    if (outcome->error == WSAEWOULDBLOCK) {
        /* The socket is as it was. Switch lingering off, and close it in the background. */
        linger.l_onoff = 0;
        setsockopt(pair[0], SOL_SOCKET, SO_LINGER, (const char *)&linger, sizeof linger);
        if (closesocket(pair[0]) == SOCKET_ERROR)
            return give_up("the second closesocket");
    }
    if (thread != NULL) {
        WaitForSingleObject(thread, INFINITE);
        CloseHandle(thread);
    } else {
        read_to_end(&reader);
    }
    outcome->received = reader.received;
    outcome->peer_error = reader.error;
    return closesocket(pair[1]);
}

static const char *error_name(int error)
{
    switch (error) {
    case 0: return "-";
    case WSAEWOULDBLOCK: return "WSAEWOULDBLOCK";
    case WSAECONNRESET: return "WSAECONNRESET";
    default: return "another error";
    }
}

static void print_row(const struct row *row, const struct outcome *outcome)
{
    char peer[64];

    if (outcome->peer_error != 0)
        sprintf(peer, "%s", outcome->peer_error == WSAECONNRESET ? "reset" : "another error");
    else
        sprintf(peer, "%s, end", outcome->received == outcome->sent ? "all data" : "data lost");
    printf("%-38s %6d  %-15s %6ld  %s\n", row->name, outcome->result, error_name(outcome->error),
           outcome->milliseconds, peer);
}

int main(void)
{
    WSADATA data;
    size_t i;
    int failed = 0;
    int error = WSAStartup(MAKEWORD(2, 2), &data);

    if (error != 0) {
        fprintf(stderr, "WSAStartup failed with %d\n", error);
        return 1;
    }
    printf("%-38s %6s  %-15s %6s  %s\n", "SO_LINGER", "return", "error", "ms", "peer saw");
    for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct outcome outcome;
        if (try_row(&rows[i], &outcome) == SOCKET_ERROR)
            failed = 1;
        else
            print_row(&rows[i], &outcome);
    }
    printf("\nAfter WSAEWOULDBLOCK the socket was still open; it was closed with lingering switched off.\n");
    WSACleanup();
    return failed;
}
