/* A thread that is blocked in accept does not hold up what others ask of the listener. */
#include "../thread.h"

static int accept_one(SOCKET s)
{
    SOCKET accepted = accept(s, NULL, NULL);
    return accepted == INVALID_SOCKET ? SOCKET_ERROR : closesocket(accepted);
}

static void look_at_listener(void *argument)
{
    SOCKET listener = *(SOCKET *)argument;
    WSAPOLLFD entry;
    ok(!becomes_ready(listener, 'r', 0), "select sees no connection");
    entry.fd = listener;
    entry.events = POLLRDNORM;
    ok(WSAPoll(&entry, 1, 0) == 0, "WSAPoll sees no connection");
}

int main(void)
{
    struct blocked_call blocked;
    struct thread looker;
    SOCKET listener, s;
    start_winsock();
    listener = tcp_listener();
    start_blocked_call(&blocked, accept_one, listener);
    Sleep(100);
    start_thread(&looker, look_at_listener, &listener);
    join_thread(&looker);
    s = connected_to(listener);
    join_thread(&blocked.thread);
    ok(blocked.result == 0, "accept goes on");
    ok(closesocket(s) == 0 && closesocket(listener) == 0, "closesocket");
    WSACleanup();
    return ok_done();
}
