/* Cancelling accept or select has no effect on their sockets: what was possible before is possible after. */
#include "eleven.h"

int main(void)
{
    SOCKET listener, client;
    fd_set readable;
    struct timeval long_time = {20, 0};
    start_winsock();
    listener = tcp_listener();
    ok_cancelled(accept(listener, NULL, NULL));
    FD_ZERO(&readable);
    FD_SET(listener, &readable);
    ok_cancelled(select(0, &readable, NULL, NULL, NULL));
    ok_cancelled(select(0, &readable, NULL, NULL, &long_time));
    ok(readable.fd_count == 1 && readable.fd_array[0] == listener, "the set is as it was");
    client = connected_to(listener);
    ok(select(0, &readable, NULL, NULL, &long_time) == 1, "select");
    ok(accept(listener, NULL, NULL) != INVALID_SOCKET, "accept");
    ok(closesocket(client) == 0, "closesocket");
    WSACleanup();
    return ok_done();
}
