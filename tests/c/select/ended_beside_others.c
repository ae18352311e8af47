/* A connection that has ended but was not asked about does not keep the wait from seeing the others, nor from ending. */
#include "../thread.h"

static SOCKET reset_one;

static int wait_beside_reset(SOCKET s)
{
    struct timeval time = {20, 0};
    fd_set read, except;
    FD_ZERO(&read);
    FD_ZERO(&except);
    FD_SET(s, &read);
    FD_SET(reset_one, &except);
    if (select(0, &read, NULL, &except, &time) != 1)
        return SOCKET_ERROR;
    return read.fd_count == 1 && !except.fd_count;
}

int main(void)
{
    struct blocked_call waiting;
    struct timeval time = {0, 50000};
    SOCKET pair[2], ended[2];
    fd_set except;
    start_winsock();
    tcp_pair(pair);
    tcp_pair(ended);
    reset_one = ended[1];
    set_linger(ended[0], 1, 0);
    require(closesocket(ended[0]) == 0);
    require(becomes_ready(reset_one, 'r', 5000));
    FD_ZERO(&except);
    FD_SET(reset_one, &except);
    ok(select(0, NULL, NULL, &except, &time) == 0, "a reset is nothing exceptional");
    start_blocked_call(&waiting, wait_beside_reset, pair[1]);
    Sleep(20);
    ok(send(pair[0], "x", 1, 0) == 1, "send");
    join_thread(&waiting.thread);
    ok(waiting.result == 1, "%d, error %d", waiting.result, waiting.error);
    WSACleanup();
    return ok_done();
}
