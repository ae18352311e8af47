/* SO_ACCEPTCONN tells a listener. */
#include "../loopback.h"

static int accepts(SOCKET s)
{
    int value = -1, len = sizeof value;
    require(getsockopt(s, SOL_SOCKET, SO_ACCEPTCONN, (char *)&value, &len) == 0);
    return len == 1 ? (value & 0xff) : value;
}

int main(void)
{
    start_winsock();
    ok(accepts(tcp_socket()) == FALSE, "an unused socket");
    ok(accepts(tcp_listener()) == TRUE, "a listener");
    WSACleanup();
    return ok_done();
}
