/* A cancelled connect fails with WSAEINTR; no connection comes of it, and the socket can be closed. */
#include "eleven.h"

int main(void)
{
    struct sockaddr_in silent, peer;
    SOCKET s;
    int len = sizeof peer;
    start_winsock();
    silent_listener(&silent);
    s = tcp_socket();
    ok_cancelled(connect(s, (struct sockaddr *)&silent, sizeof silent));
    ok_fails(getpeername(s, (struct sockaddr *)&peer, &len), WSAENOTCONN);
    ok(closesocket(s) == 0, "closesocket");
    WSACleanup();
    return ok_done();
}
