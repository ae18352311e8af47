/* C44: shutdown does not free the socket: the handle is valid until it is closed. */
#include "../every_call.h"

int main(void)
{
    SOCKET pair[2];
    start_winsock();
    tcp_pair(pair);
    ok(shutdown(pair[0], SD_BOTH) == 0, "shutdown");
    ok(local_address(pair[0]).sin_port != 0, "the handle is valid");
    ok_fails(send(pair[0], "x", 1, 0), WSAESHUTDOWN);
    ok(closesocket(pair[0]) == 0, "closesocket");
    every_call_fails(pair[0], WSAENOTSOCK);
    WSACleanup();
    return ok_done();
}
