/* C8: a hooked call ends with WSAEINTR, too, when another thread closes its socket. */
#include "eleven.h"

static HANDLE asking;
static SOCKET victim;

static BOOL CALLBACK hook(void)
{
    set_event(asking);
    return FALSE;
}

static void close_it(void *unused)
{
    (void)unused;
    require(signaled_within(asking, 20000));
    ok(closesocket(victim) == 0, "closesocket");
}

#define ok_closed(opened, call) \
    do { \
        struct thread closer; \
        victim = opened; \
        asking = new_event(); \
        start_thread(&closer, close_it, NULL); \
        ok_fails(call, WSAEINTR); \
        join_thread(&closer); \
        CloseHandle(asking); \
    } while (0)

int main(void)
{
    struct sockaddr_in silent;
    char byte;
    start_winsock();
    silent_listener(&silent);
    set_hook(hook);
    ok_closed(bound(udp_socket()), recv(victim, &byte, 1, 0));
    ok_closed(tcp_listener(), accept(victim, NULL, NULL));
    ok_closed(tcp_socket(), connect(victim, (struct sockaddr *)&silent, sizeof silent));
    WSACleanup();
    return ok_done();
}
