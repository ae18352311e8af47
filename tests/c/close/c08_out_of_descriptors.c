/* C8: calls that are blocked end when their socket is closed, also when the process has no descriptor left. */
#include "../thread.h"
#include <sys/resource.h>

static int receive(SOCKET s)
{
    char byte;
    return recv(s, &byte, 1, 0);
}

static int send_all(SOCKET s)
{
    static char much[1 << 20];
    int i;
    for (i = 0; i < 64; i++)
        if (send(s, much, sizeof much, 0) == SOCKET_ERROR)
            return SOCKET_ERROR;
    return 0;
}

static int accept_one(SOCKET s)
{
    return (int)accept(s, NULL, NULL);
}

static int select_one(SOCKET s)
{
    fd_set members;
    FD_ZERO(&members);
    FD_SET(s, &members);
    return select(0, NULL, NULL, &members, NULL);
}

static struct blocked_call calls[5];
static SOCKET sockets[5];

int main(void)
{
    static int (*const functions[5])(SOCKET) = {receive, send_all, accept_one, receive, select_one};
    struct rlimit limit, before;
    SOCKET first[2], second[2], extra;
    char byte;
    int i;
    start_winsock();
    tcp_pair(first);
    tcp_pair(second);
    sockets[0] = first[0];
    sockets[1] = second[0];
    sockets[2] = tcp_listener();
    sockets[3] = bound(udp_socket());
    sockets[4] = bound(udp_socket());
    for (i = 0; i < 5; i++)
        start_blocked_call(&calls[i], functions[i], sockets[i]);
    Sleep(200);
    require(getrlimit(RLIMIT_NOFILE, &before) == 0);
    limit = before;
    limit.rlim_cur = 3;
    require(setrlimit(RLIMIT_NOFILE, &limit) == 0);
    extra = socket(AF_INET, SOCK_STREAM, 0);
    ok(extra == INVALID_SOCKET && WSAGetLastError() == WSAEMFILE, "no descriptor is left");
    for (i = 0; i < 5; i++) {
        ok(closesocket(sockets[i]) == 0, "closesocket %d", i);
        join_thread(&calls[i].thread);
        ok(calls[i].result == SOCKET_ERROR, "call %d gave %d", i, calls[i].result);
        ok(calls[i].error == (i == 4 ? WSAENOTSOCK : WSAEINTR), "call %d: %d", i, calls[i].error);
    }
    ok(recv(first[1], &byte, 1, 0) == 0, "the connection has ended in order");
    ok(closesocket(first[1]) == 0 && closesocket(second[1]) == 0, "closesocket");
    WSACleanup();
    require(setrlimit(RLIMIT_NOFILE, &before) == 0); /* a leak detector needs some at exit */
    return ok_done();
}
