/* C22: input the program never read does not cost the peer what was queued for it. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    int sent, received;
    start_winsock();
    tcp_pair(pair);
    require(send(pair[1], "never read", 10, 0) == 10);
    require(becomes_ready(pair[0], 'r', 5000));
    sent = fill(pair[0]);
    require(closesocket(pair[0]) == 0);
    received = drain(pair[1]);
    ok(received == sent, "%d bytes sent, %d received", sent, received);
    WSACleanup();
    return ok_done();
}
