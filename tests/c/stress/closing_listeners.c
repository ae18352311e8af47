/* C8: accept and connect meet listeners that are being closed. */
#include "rounds.h"

static void accept_until_closed(void *argument)
{
    SOCKET listener = *(SOCKET *)argument, s;
    while ((s = accept(listener, NULL, NULL)) != INVALID_SOCKET)
        ok(closesocket(s) == 0, "closesocket");
    ok(WSAGetLastError() == WSAEINTR || WSAGetLastError() == WSAENOTSOCK, "accept ends");
}

static void work(void *argument)
{
    int i, k, rounds = *(int *)argument;
    for (i = 0; i < rounds; i++) {
        SOCKET listener = tcp_listener();
        struct sockaddr_in address = local_address(listener);
        struct thread acceptor;
        start_thread(&acceptor, accept_until_closed, &listener);
        for (k = 0; k < 5; k++) {
            SOCKET s = tcp_socket();
            ok(connect(s, (struct sockaddr *)&address, sizeof address) == 0, "connect");
            ok(closesocket(s) == 0, "closesocket");
        }
        ok(closesocket(listener) == 0, "closesocket");
        join_thread(&acceptor);
    }
}

int main(void)
{
    return stress(work, 40);
}
