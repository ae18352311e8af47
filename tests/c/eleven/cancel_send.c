/* A send that is cancelled when a part is sent has broken the stream: nobody knows how much the peer has. The connection
 * is reset, and every later call but closesocket fails with WSAECONNABORTED. */
#include "eleven.h"

int main(void)
{
    static char much[16 << 20];
    SOCKET pair[2];
    char byte;
    start_winsock();
    tcp_pair(pair);
    ok_cancelled(send(pair[0], much, sizeof much, 0));
    ok_fails(send(pair[0], much, 1, 0), WSAECONNABORTED);
    ok_fails(recv(pair[0], &byte, 1, 0), WSAECONNABORTED);
    ok(drain(pair[1]) < 0, "the peer is not told that this was all");
    ok(closesocket(pair[0]) == 0, "closesocket");
    WSACleanup();
    return ok_done();
}
