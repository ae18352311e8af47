/* The longest time-outs are taken as they are. */
#include "../thread.h"

static int wait_long(SOCKET s)
{
    struct timeval longest = {0x7fffffff, 0x7fffffff};
    WSAPOLLFD entry;
    fd_set set;
    char byte;
    FD_ZERO(&set);
    FD_SET(s, &set);
    if (select(0, &set, NULL, NULL, &longest) != 1 || recv(s, &byte, 1, 0) != 1)
        return SOCKET_ERROR;
    entry.fd = s;
    entry.events = POLLRDNORM;
    return WSAPoll(&entry, 1, 0x7fffffff);
}

int main(void)
{
    struct blocked_call waiting;
    SOCKET pair[2];
    start_winsock();
    tcp_pair(pair);
    start_blocked_call(&waiting, wait_long, pair[1]);
    Sleep(20);
    ok(send(pair[0], "x", 1, 0) == 1, "send");
    Sleep(20);
    ok(send(pair[0], "y", 1, 0) == 1, "send");
    join_thread(&waiting.thread);
    ok(waiting.result == 1, "%d, error %d", waiting.result, waiting.error);
    WSACleanup();
    return ok_done();
}
