/* With SO_OOBINLINE urgent data comes in its place in the stream. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    char buffer[16];
    BOOL on = TRUE;
    u_long mark = 99;
    start_winsock();
    tcp_pair(pair);
    ok(setsockopt(pair[1], SOL_SOCKET, SO_OOBINLINE, (const char *)&on, sizeof on) == 0, "SO_OOBINLINE");
    require(send(pair[0], "ab", 2, 0) == 2 && send(pair[0], "!", 1, MSG_OOB) == 1);
    require(becomes_ready(pair[1], 'r', 5000));
    ok(recv(pair[1], buffer, 2, MSG_WAITALL) == 2, "what stands before the mark");
    ok(becomes_ready(pair[1], 'r', 5000), "the urgent byte is readable");
    ok(ioctlsocket(pair[1], SIOCATMARK, &mark) == 0 && mark != 0, "SIOCATMARK is %d", (int)mark);
    ok(recv(pair[1], buffer, sizeof buffer, 0) == 1 && buffer[0] == '!', "the urgent byte");
    WSACleanup();
    return ok_done();
}
