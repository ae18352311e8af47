/* SO_RCVTIMEO: a receive fails with WSAETIMEDOUT after that time, and the socket stays usable. */
#include "../loopback.h"

static void receive_times_out(SOCKET s, SOCKET peer)
{
    DWORD timeout = 200, value = 0;
    int len = sizeof value;
    double start;
    char byte;
    ok(setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, (const char *)&timeout, sizeof timeout) == 0, "SO_RCVTIMEO");
    ok(getsockopt(s, SOL_SOCKET, SO_RCVTIMEO, (char *)&value, &len) == 0 && value == 200, "reads %d", (int)value);
    start = now_ms();
    ok_fails(recv(s, &byte, 1, 0), WSAETIMEDOUT);
    ok(now_ms() - start > 150 && now_ms() - start < 3000, "after %d ms", (int)(now_ms() - start));
    require(send(peer, "x", 1, 0) == 1);
    ok(recv(s, &byte, 1, 0) == 1, "data that comes in time is received");
}

int main(void)
{
    SOCKET pair[2];
    start_winsock();
    tcp_pair(pair);
    receive_times_out(pair[0], pair[1]);
    udp_pair(pair);
    receive_times_out(pair[0], pair[1]);
    WSACleanup();
    return ok_done();
}
