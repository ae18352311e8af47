/* select without time limit comes back when another thread sends. */
#include "../thread.h"

static int wait_for_input(SOCKET s)
{
    fd_set set;
    FD_ZERO(&set);
    FD_SET(s, &set);
    return select(0, &set, NULL, NULL, NULL);
}

int main(void)
{
    struct blocked_call waiting;
    SOCKET pair[2];
    int round;
    start_winsock();
    tcp_pair(pair);
    for (round = 0; round < 50; round++) {
        char byte;
        start_blocked_call(&waiting, wait_for_input, pair[1]);
        ok(send(pair[0], "x", 1, 0) == 1, "send");
        join_thread(&waiting.thread);
        CloseHandle(waiting.entering);
        ok(waiting.result == 1, "round %d: select gave %d", round, waiting.result);
        ok(recv(pair[1], &byte, 1, 0) == 1, "recv");
    }
    WSACleanup();
    return ok_done();
}
