/* C8: closesocket ends a send that another thread is blocked in because the peer does not read. */
#include "../thread.h"

static SOCKET open_full(void)
{
    SOCKET pair[2];
    tcp_pair(pair);
    fill(pair[0]);
    set_nonblocking(pair[0], 0);
    return pair[0];
}

static int call_send(SOCKET s)
{
    static char data[1000000];
    return send(s, data, sizeof data, 0);
}

static int call_wsasend(SOCKET s)
{
    static char data[1000000];
    WSABUF buffers[2];
    DWORD count;
    buffers[0].buf = buffers[1].buf = data;
    buffers[0].len = buffers[1].len = sizeof data;
    return WSASend(s, buffers, 2, &count, 0, NULL, NULL);
}

int main(void)
{
    start_winsock();
    ok_close_ends(open_full, call_send, WSAEINTR);
    ok_close_ends(open_full, call_wsasend, WSAEINTR);
    WSACleanup();
    return ok_done();
}
