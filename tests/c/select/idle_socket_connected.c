/* select on a socket that is not connected yet, without time-out, ends once another thread has connected it. */
#include "../thread.h"

static int writable(SOCKET s)
{
    fd_set set;
    FD_ZERO(&set);
    FD_SET(s, &set);
    return select(0, NULL, &set, NULL, NULL);
}

int main(void)
{
    struct sockaddr_in address;
    SOCKET listener;
    int round;
    start_winsock();
    listener = tcp_listener();
    address = local_address(listener);
    for (round = 0; round < 50; round++) {
        struct blocked_call blocked;
        SOCKET s = socket(AF_INET, SOCK_STREAM, 0);
        start_blocked_call(&blocked, writable, s);
        if (round % 2)
            Sleep(2); /* both orders are to be met; neither may hang */
        ok(connect(s, (struct sockaddr *)&address, sizeof address) == 0, "connect");
        join_thread(&blocked.thread);
        CloseHandle(blocked.entering);
        ok(blocked.result == 1, "select gave %d, error %d", blocked.result, blocked.error);
        closesocket(accept(listener, NULL, NULL));
        closesocket(s);
    }
    closesocket(listener);
    WSACleanup();
    return ok_done();
}
