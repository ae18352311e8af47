/* A listener is readable while a connection waits, also one that a condition function has put off meanwhile; never
 * writable, never exceptional. */
#include "../thread.h"

static int CALLBACK put_off(LPWSABUF caller, LPWSABUF data, LPQOS service, LPQOS group, LPWSABUF callee, LPWSABUF out,
                            GROUP *g, DWORD_PTR context)
{
    (void)caller, (void)data, (void)service, (void)group, (void)callee, (void)out, (void)g, (void)context;
    return CF_DEFER;
}

static int in_all_sets(SOCKET s)
{
    fd_set read, write, except;
    FD_ZERO(&read);
    FD_ZERO(&write);
    FD_ZERO(&except);
    FD_SET(s, &read);
    FD_SET(s, &write);
    FD_SET(s, &except);
    if (select(0, &read, &write, &except, NULL) != 1)
        return SOCKET_ERROR;
    return read.fd_count == 1 && !write.fd_count && !except.fd_count;
}

int main(void)
{
    struct blocked_call waiting;
    SOCKET listener, s;
    int round;
    start_winsock();
    listener = tcp_listener();
    start_blocked_call(&waiting, in_all_sets, listener);
    s = connected_to(listener);
    join_thread(&waiting.thread);
    CloseHandle(waiting.entering);
    ok(waiting.result == 1, "a connection: %d", waiting.result);
    ok(WSAAccept(listener, NULL, NULL, put_off, 0) == INVALID_SOCKET && WSAGetLastError() == WSATRY_AGAIN, "put off");
    ok(becomes_ready(listener, 'r', 0), "it still waits");
    ok(closesocket(accept(listener, NULL, NULL)) == 0, "taken");
    closesocket(s);
    ok(!becomes_ready(listener, 'r', 0), "no more");

    /* Whoever waits beside the one that puts off is not forgotten. */
    for (round = 0; round < 20; round++) {
        start_blocked_call(&waiting, in_all_sets, listener);
        s = connected_to(listener);
        ok(WSAAccept(listener, NULL, NULL, put_off, 0) == INVALID_SOCKET, "put off");
        join_thread(&waiting.thread);
        CloseHandle(waiting.entering);
        ok(waiting.result == 1, "round %d: %d", round, waiting.result);
        closesocket(accept(listener, NULL, NULL));
        closesocket(s);
    }
    WSACleanup();
    return ok_done();
}
