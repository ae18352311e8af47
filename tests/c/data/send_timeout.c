/* SO_SNDTIMEO: a send that finds no room fails with WSAETIMEDOUT. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    DWORD timeout = 200;
    double start;
    static char data[100000];
    start_winsock();
    tcp_pair(pair);
    fill(pair[0]);
    set_nonblocking(pair[0], 0);
    ok(setsockopt(pair[0], SOL_SOCKET, SO_SNDTIMEO, (const char *)&timeout, sizeof timeout) == 0, "SO_SNDTIMEO");
    start = now_ms();
    ok_fails(send(pair[0], data, sizeof data, 0), WSAETIMEDOUT);
    ok(now_ms() - start > 150 && now_ms() - start < 3000, "after %d ms", (int)(now_ms() - start));
    WSACleanup();
    return ok_done();
}
