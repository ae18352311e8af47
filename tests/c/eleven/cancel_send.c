/* A send that is cancelled when a part is sent has broken the stream: nobody knows how much the peer has. The connection
 * is reset, and every later call but closesocket fails with WSAECONNABORTED. */
#include "eleven.h"

int main(void)
{
    static char much[16 << 20];
    SOCKET pair[2];
    char byte;
    int sent;
    start_winsock();
    tcp_pair(pair);
    ok_cancelled(send(pair[0], much, sizeof much, 0));
    ok_fails(send(pair[0], much, 1, 0), WSAECONNABORTED);
    ok_fails(recv(pair[0], &byte, 1, 0), WSAECONNABORTED);
    ok(drain(pair[1]) < 0, "the peer is not told that this was all");
    ok(closesocket(pair[0]) == 0, "closesocket");

    /* Nothing of this one is sent, so nothing is broken. */
    tcp_pair(pair);
    sent = fill(pair[0]);
    set_nonblocking(pair[0], 0);
    ok_cancelled(send(pair[0], much, 1, 0));
    ok(shutdown(pair[0], 1) == 0, "the connection goes on");
    ok(drain(pair[1]) == sent, "and ends gracefully");
    ok(closesocket(pair[0]) == 0, "closesocket");
    WSACleanup();
    return ok_done();
}
