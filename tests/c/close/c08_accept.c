/* C8: closesocket of a listener ends accept in another thread. */
#include "../thread.h"

static int call_accept(SOCKET s)
{
    return (int)accept(s, NULL, NULL);
}

static int call_wsaaccept(SOCKET s)
{
    struct sockaddr_in peer;
    int len = sizeof peer;
    return (int)WSAAccept(s, (struct sockaddr *)&peer, &len, NULL, 0);
}

int main(void)
{
    start_winsock();
    ok_close_ends(tcp_listener, call_accept, WSAEINTR);
    ok_close_ends(tcp_listener, call_wsaaccept, WSAEINTR);
    WSACleanup();
    return ok_done();
}
