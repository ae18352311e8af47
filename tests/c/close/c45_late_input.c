/* C45: input that comes between shutdown SD_BOTH and close, or after it, does not turn the end into a reset. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    int sent, received;
    start_winsock();
    tcp_pair(pair);
    sent = fill(pair[0]);
    require(shutdown(pair[0], SD_BOTH) == 0);
    ok(send(pair[1], "between", 7, 0) == 7, "send");
    require(closesocket(pair[0]) == 0);
    ok(send(pair[1], "after", 5, 0) == 5, "send");
    received = drain(pair[1]);
    ok(received == sent, "%d bytes sent, %d received", sent, received);
    WSACleanup();
    return ok_done();
}
