/* With a hook connect has the results it has without: connected, or refused. */
#include "eleven.h"

static BOOL CALLBACK hook(void)
{
    return FALSE;
}

int main(void)
{
    SOCKET listener, s, unused;
    struct sockaddr_in nobody;
    start_winsock();
    set_hook(hook);
    listener = tcp_listener();
    s = connected_to(listener);
    ok(send(s, "x", 1, 0) == 1, "connected");
    unused = bound(tcp_socket());
    nobody = local_address(unused);
    require(closesocket(unused) == 0);
    s = tcp_socket();
    ok_fails(connect(s, (struct sockaddr *)&nobody, sizeof nobody), WSAECONNREFUSED);
    WSACleanup();
    return ok_done();
}
