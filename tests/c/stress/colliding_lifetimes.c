/* C4, C8: eight threads open connections and use them, and use and close those of the others at any moment. Each
 * message carries the number of the connection it is meant for: if a closed handle ever led to another socket, a
 * foreign number would arrive. */
#include "rounds.h"

#define SHOWN 64

struct message {
    LONG connection;
    LONG check;
};

/* Handles that the others may meddle with, also long after they are closed. */
static struct {
    SOCKET socket;
    LONG connection;
} shown[SHOWN];
static CRITICAL_SECTION shown_lock;
static volatile LONG connections;

static void show(SOCKET s, LONG connection, unsigned *random)
{
    unsigned place = next_random(random) % SHOWN;
    EnterCriticalSection(&shown_lock);
    shown[place].socket = s;
    shown[place].connection = connection;
    LeaveCriticalSection(&shown_lock);
}

static SOCKET find(LONG *connection, unsigned *random)
{
    unsigned place = next_random(random) % SHOWN;
    SOCKET s;
    EnterCriticalSection(&shown_lock);
    s = shown[place].socket;
    *connection = shown[place].connection;
    LeaveCriticalSection(&shown_lock);
    return s;
}

static int is_end(int result)
{
    if (result != SOCKET_ERROR)
        return result == 0;
    switch (WSAGetLastError()) {
    case WSAENOTSOCK:
    case WSAEINTR:
    case WSAECONNRESET:
    case WSAECONNABORTED:
    case WSAENOTCONN:
        return 1;
    default:
        ok(0, "an error that no document tells of");
        return 1;
    }
}

static void check(const struct message *message, LONG connection)
{
    ok(message->connection == connection && message->check == ~connection, "connection %d got what was meant for %d",
       (int)connection, (int)message->connection);
}

static void meddle(unsigned *random)
{
    struct message message;
    LONG connection;
    SOCKET s = find(&connection, random);
    int result;
    if (s == 0)
        return;
    switch (next_random(random) % 4) {
    case 0:
        ok(closesocket(s) == 0 || WSAGetLastError() == WSAENOTSOCK, "closesocket");
        break;
    case 1:
    case 2:
        message.connection = connection;
        message.check = ~connection;
        is_end(send(s, (const char *)&message, sizeof message, 0));
        break;
    default:
        /* Looks, so that nobody misses a message; may block until the socket is closed. */
        result = recv(s, (char *)&message, sizeof message, MSG_PEEK);
        if (!is_end(result) && result == (int)sizeof message)
            check(&message, connection);
    }
}

static void linger_somehow(SOCKET s, unsigned *random)
{
    struct linger linger;
    linger.l_onoff = 1;
    linger.l_linger = (u_short)(next_random(random) % 3);
    ok(setsockopt(s, SOL_SOCKET, SO_LINGER, (const char *)&linger, sizeof linger) == 0 || WSAGetLastError() == WSAENOTSOCK,
       "SO_LINGER");
}

static void use_connection(unsigned *random)
{
    struct message message;
    LONG connection = InterlockedIncrement(&connections);
    SOCKET pair[2];
    int i;
    tcp_pair(pair);
    show(pair[next_random(random) % 2], connection, random);
    if (next_random(random) % 4 == 0)
        linger_somehow(pair[0], random);
    for (i = 0; i < 5; i++) {
        message.connection = connection;
        message.check = ~connection;
        if (is_end(send(pair[0], (const char *)&message, sizeof message, 0)))
            break;
        if (is_end(recv(pair[1], (char *)&message, sizeof message, MSG_WAITALL)))
            break;
        check(&message, connection);
    }
    ok(closesocket(pair[0]) == 0 || WSAGetLastError() == WSAENOTSOCK, "closesocket");
    ok(closesocket(pair[1]) == 0 || WSAGetLastError() == WSAENOTSOCK, "closesocket");
}

static void work(void *argument)
{
    static volatile LONG seeds;
    unsigned random = 977u * (unsigned)InterlockedIncrement(&seeds);
    int i, rounds = *(int *)argument;
    for (i = 0; i < rounds; i++) {
        use_connection(&random);
        meddle(&random);
    }
}

int main(void)
{
    int result;
    InitializeCriticalSection(&shown_lock);
    result = stress(work, 300);
    DeleteCriticalSection(&shown_lock);
    return result;
}
