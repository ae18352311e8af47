/* C8, C27: a close that waits for data to be acknowledged ends the calls in other threads before it waits. */
#include "../thread.h"

static SOCKET pair[2];
static volatile LONG calls_left;

static int select_one(SOCKET s)
{
    fd_set members;
    int count;
    FD_ZERO(&members);
    FD_SET(s, &members);
    count = select(0, &members, NULL, NULL, NULL);
    InterlockedDecrement(&calls_left);
    return count;
}

static int receive_one(SOCKET s)
{
    char byte;
    int count = recv(s, &byte, 1, 0);
    InterlockedDecrement(&calls_left);
    return count;
}

static void close_lingering(void *unused)
{
    (void)unused;
    ok(closesocket(pair[0]) == 0, "closesocket");
    ok(InterlockedCompareExchange(&calls_left, 0, 0) == 0, "a call outlived the close");
}

int main(void)
{
    struct blocked_call selecting, receiving;
    struct thread closing;
    int sent;
    start_winsock();
    tcp_pair(pair);
    sent = fill(pair[0]);
    set_nonblocking(pair[0], 0);
    set_linger(pair[0], 1, 30);
    calls_left = 2;
    start_blocked_call(&selecting, select_one, pair[0]);
    start_blocked_call(&receiving, receive_one, pair[0]);
    Sleep(200);
    start_thread(&closing, close_lingering, NULL);
    join_thread(&selecting.thread);
    join_thread(&receiving.thread);
    ok(selecting.result == 1, "select counts the closed socket: %d", selecting.result);
    ok(receiving.result == SOCKET_ERROR && receiving.error == WSAEINTR, "recv ends with %d", receiving.error);
    ok(!signaled_within(closing.handle, 0), "the close waits still");
    ok(drain(pair[1]) == sent, "all data arrives");
    join_thread(&closing);
    ok(closesocket(pair[1]) == 0, "closesocket");
    WSACleanup();
    return ok_done();
}
