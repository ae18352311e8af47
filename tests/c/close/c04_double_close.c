/* C4: a second close fails with WSAENOTSOCK, and does no harm to sockets opened since. */
#include "../loopback.h"

int main(void)
{
    SOCKET s, others[50];
    int i;
    start_winsock();
    s = tcp_socket();
    ok(closesocket(s) == 0, "the first close");
    ok_fails(closesocket(s), WSAENOTSOCK);
    for (i = 0; i < 50; i++)
        others[i] = tcp_socket();
    for (i = 0; i < 50; i++)
        ok_fails(closesocket(s), WSAENOTSOCK);
    for (i = 0; i < 50; i++)
        ok(closesocket(others[i]) == 0, "socket %d is untouched", i);
    WSACleanup();
    return ok_done();
}
