/* C8: closesocket ends a connect that another thread is blocked in: the listener's backlog is full, so that it does
 * not answer. */
#include "../thread.h"

static struct sockaddr_in silent;

static void fill_backlog(SOCKET listener)
{
    SOCKET s;
    int count = 0;
    silent = local_address(listener);
    do {
        require(count++ < 64);
        s = tcp_socket();
        set_nonblocking(s, 1);
        ok_fails(connect(s, (struct sockaddr *)&silent, sizeof silent), WSAEWOULDBLOCK);
    } while (becomes_ready(s, 'w', 200));
}

static int call_connect(SOCKET s)
{
    return connect(s, (struct sockaddr *)&silent, sizeof silent);
}

int main(void)
{
    SOCKET listener;
    start_winsock();
    listener = bound(tcp_socket());
    require(listen(listener, 1) == 0);
    fill_backlog(listener);
    ok_close_ends(tcp_socket, call_connect, WSAEINTR);
    WSACleanup();
    return ok_done();
}
