/* C45: shutdown SD_BOTH, then close: queued data first, then a graceful end; both calls return 0. */
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
    ok(shutdown(pair[0], SD_BOTH) == 0, "shutdown");
    ok(closesocket(pair[0]) == 0, "closesocket");
    received = drain(pair[1]);
    ok(received == sent, "%d bytes sent, %d received", sent, received);
    WSACleanup();
    return ok_done();
}
