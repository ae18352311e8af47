/* C4, C8: threads close, duplicate, accept on, select, poll, read and write the same few sockets at the same moments.
 * Every outcome must be one that the documents know of for a socket that may be closed at any time; no call outlives
 * its socket; and data of one connection never shows up in another. */
#include "rounds.h"

#define SHARED 3

/* The sockets of this round, and the byte its connection carries. */
static SOCKET shared[SHARED];
static unsigned char mark;

struct user {
    unsigned random;
};

static SOCKET choose(struct user *user)
{
    return shared[next_random(&user->random) % SHARED];
}

static void ok_ended(const char *call, int result)
{
    static const int errors[] = {WSAENOTSOCK, WSAEINTR, WSAECONNRESET, WSAECONNABORTED, WSAENOTCONN, WSAESHUTDOWN,
        WSAEINVAL, WSAEISCONN, WSAEOPNOTSUPP};
    int error = WSAGetLastError();
    unsigned i;
    if (result != SOCKET_ERROR)
        return;
    for (i = 0; i < sizeof errors / sizeof errors[0]; i++)
        if (error == errors[i])
            return;
    ok(0, "%s failed with %d", call, error);
}

static void receive(struct user *user)
{
    unsigned char bytes[64];
    int i, count = recv(choose(user), (char *)bytes, sizeof bytes, 0);
    ok_ended("recv", count);
    for (i = 0; i < count; i++)
        ok(bytes[i] == mark, "a byte of another connection: %d", bytes[i]);
}

static void transmit(struct user *user)
{
    char bytes[64];
    memset(bytes, mark, sizeof bytes);
    ok_ended("send", send(choose(user), bytes, sizeof bytes, 0));
}

static void take(struct user *user)
{
    SOCKET s = accept(shared[2], NULL, NULL);
    (void)user;
    ok_ended("accept", s == INVALID_SOCKET ? SOCKET_ERROR : closesocket(s));
}

static void look(struct user *user)
{
    struct timeval time = {20, 0};
    fd_set sets[3];
    int i, count;
    for (i = 0; i < 3; i++) {
        FD_ZERO(&sets[i]);
        FD_SET(choose(user), &sets[i]);
    }
    count = select(0, &sets[0], NULL, &sets[2], &time);
    ok_ended("select", count);
    ok(count != 0, "select outlived its sockets");
}

static void poll_all(struct user *user)
{
    WSAPOLLFD entries[SHARED];
    int i, count;
    for (i = 0; i < SHARED; i++) {
        entries[i].fd = choose(user);
        entries[i].events = POLLRDNORM;
    }
    count = WSAPoll(entries, SHARED, 20000);
    ok_ended("WSAPoll", count);
    ok(count != 0, "WSAPoll outlived its sockets");
}

static void duplicate(struct user *user)
{
    WSAPROTOCOL_INFOA info;
    SOCKET original = choose(user), s;
    struct sockaddr_in address;
    int length = sizeof address;
    if (WSADuplicateSocketA(original, GetCurrentProcessId(), &info) != 0) {
        ok_ended("WSADuplicateSocket", SOCKET_ERROR);
        return;
    }
    s = WSASocketA(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0, 0);
    if (s == INVALID_SOCKET) {
        ok_ended("WSASocket", SOCKET_ERROR);
        return;
    }
    /* The duplicate is ours alone: whoever closes the original, this is a socket of its family until we close it. */
    ok(getsockname(s, (struct sockaddr *)&address, &length) == 0 && address.sin_family == AF_INET,
        "a duplicate has its name");
    ok(closesocket(s) == 0, "closesocket of a duplicate");
}

static void ask(struct user *user)
{
    struct sockaddr_in address;
    int length = sizeof address, type = 0, type_length = sizeof type;
    u_long unread = 0;
    int result = getsockname(choose(user), (struct sockaddr *)&address, &length);
    ok_ended("getsockname", result);
    ok(result != 0 || address.sin_family == AF_INET, "getsockname gave family %d", address.sin_family);
    result = getsockopt(choose(user), SOL_SOCKET, SO_TYPE, (char *)&type, &type_length);
    ok_ended("getsockopt", result);
    ok(result != 0 || type == SOCK_STREAM, "SO_TYPE is %d", type);
    ok_ended("FIONREAD", ioctlsocket(choose(user), FIONREAD, &unread));
}

static void end(struct user *user)
{
    static const LONG lingers[][2] = {{0, 0}, {1, 0}, {1, 1}};
    const LONG *linger_as = lingers[next_random(&user->random) % 3];
    struct linger linger;
    SOCKET s = choose(user);
    linger.l_onoff = (u_short)linger_as[0];
    linger.l_linger = (u_short)linger_as[1];
    ok_ended("SO_LINGER", setsockopt(s, SOL_SOCKET, SO_LINGER, (const char *)&linger, sizeof linger));
    ok_ended("closesocket", closesocket(s));
}

static void (*const actions[])(struct user *) = {receive, transmit, take, look, poll_all, duplicate, ask, end};

/* Lets all threads through together. */
static void meet(void)
{
    static volatile LONG arrived;
    LONG ticket = InterlockedIncrement(&arrived), full = (ticket + THREADS - 1) / THREADS * THREADS;
    while (InterlockedCompareExchange(&arrived, 0, 0) < full)
        SwitchToThread();
}

/* Closes what is left, which ends the calls of all others. */
static void close_all(struct user *user)
{
    volatile unsigned spin = next_random(&user->random) % 4000;
    int i, first = (int)(next_random(&user->random) % SHARED);
    while (spin > 0)
        spin--;
    for (i = 0; i < SHARED; i++)
        ok_ended("closesocket", closesocket(shared[(first + i) % SHARED]));
}

static void work(void *argument)
{
    static volatile LONG tickets;
    LONG ticket = InterlockedIncrement(&tickets);
    int i, k, rounds = *(int *)argument, leads = ticket % THREADS == 0;
    struct user user;
    user.random = 31337u * (unsigned)ticket;
    for (i = 0; i < rounds; i++) {
        if (leads) {
            tcp_pair(shared);
            shared[2] = tcp_listener();
            mark = (unsigned char)next_random(&user.random);
        }
        meet();
        if (leads)
            close_all(&user);
        for (k = 0; k < 3 && !leads; k++)
            actions[next_random(&user.random) % 8](&user);
        meet();
    }
}

int main(int argc, char **argv)
{
    return stress(work, argc > 1 ? atoi(argv[1]) : 600);
}
