/* C22, C23: everything queued at a default close reaches a peer that reads later, then a graceful end. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    int sent, received;
    start_winsock();
    tcp_pair(pair);
    sent = fill(pair[0]);
    require(closesocket(pair[0]) == 0);
    received = drain(pair[1]);
    ok(received == sent, "%d bytes sent, %d received", sent, received);
    WSACleanup();
    return ok_done();
}
