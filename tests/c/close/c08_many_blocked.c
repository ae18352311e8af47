/* C8: one close ends the calls of many threads. */
#include "../thread.h"

#define THREADS 8

static SOCKET s;
static volatile LONG interrupted;

static void receive(void *argument)
{
    char byte;
    set_event((HANDLE)argument);
    ok(recv(s, &byte, 1, 0) == SOCKET_ERROR, "recv ends");
    ok(WSAGetLastError() == WSAEINTR || WSAGetLastError() == WSAENOTSOCK, "in a documented way");
    InterlockedIncrement(&interrupted);
}

int main(void)
{
    struct thread threads[THREADS];
    HANDLE entering[THREADS];
    SOCKET pair[2];
    int i;
    start_winsock();
    tcp_pair(pair);
    s = pair[0];
    for (i = 0; i < THREADS; i++) {
        entering[i] = new_event();
        start_thread(&threads[i], receive, entering[i]);
    }
    for (i = 0; i < THREADS; i++)
        require(signaled_within(entering[i], 20000));
    ok(closesocket(s) == 0, "closesocket");
    for (i = 0; i < THREADS; i++) {
        join_thread(&threads[i]);
        CloseHandle(entering[i]);
    }
    ok(interrupted == THREADS, "%d calls ended", (int)interrupted);
    WSACleanup();
    return ok_done();
}
