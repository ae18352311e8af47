/* C31 C34: a layer's WSPCloseSocket fails with WSAEWOULDBLOCK: the socket stays as it is, and a later close works. */
#include "layer_of_test.h"

int main(int count, char **arguments)
{
    SOCKET pair[2];
    char byte = 0;
    int i;
    require(count == 2);
    require(install_layer(arguments[1]) == 0);
    start_winsock();
    tcp_pair(pair);
    for (i = 0; i < 2; i++) {
        ok_fails(closesocket(pair[0]), WSAEWOULDBLOCK);
        ok(send(pair[0], "x", 1, 0) == 1, "the socket still sends");
        ok(recv(pair[1], &byte, 1, 0) == 1 && byte == 'x', "and the peer receives");
    }
    ok(closesocket(pair[0]) == 0, "the third time");
    ok_fails(closesocket(pair[0]), WSAENOTSOCK);
    ok_fails(send(pair[0], "x", 1, 0), WSAENOTSOCK);
    ok(recv(pair[1], &byte, 1, 0) == 0, "the peer sees a graceful end");
    WSACleanup();
    return ok_done();
}
