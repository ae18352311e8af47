/* The last WSACleanup ends a call that another thread is blocked in. */
#include "../thread.h"

static int receive(SOCKET s)
{
    char byte;
    return recv(s, &byte, 1, 0);
}

int main(void)
{
    DWORD pause;
    for (pause = 10; pause <= 640; pause *= 2) {
        struct blocked_call blocked;
        start_winsock();
        start_blocked_call(&blocked, receive, bound(udp_socket()));
        Sleep(pause);
        require(WSACleanup() == 0);
        join_thread(&blocked.thread);
        CloseHandle(blocked.entering);
        ok(blocked.result == SOCKET_ERROR, "the blocked recv gave %d", blocked.result);
        if (blocked.error == WSAEINTR)
            return ok_done();
        /* The thread came too late to block. */
        ok(blocked.error == WSANOTINITIALISED || blocked.error == WSAENOTSOCK, "error %d", blocked.error);
    }
    ok(0, "no recv was ended with WSAEINTR");
    return ok_done();
}
