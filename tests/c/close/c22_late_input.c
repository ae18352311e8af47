/* C22: nor does input that comes after the close. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    int sent, received, i;
    start_winsock();
    tcp_pair(pair);
    sent = fill(pair[0]);
    require(closesocket(pair[0]) == 0);
    for (i = 0; i < 10; i++)
        ok(send(pair[1], "too late", 8, 0) == 8, "the peer's send %d", i);
    received = drain(pair[1]);
    ok(received == sent, "%d bytes sent, %d received", sent, received);
    WSACleanup();
    return ok_done();
}
