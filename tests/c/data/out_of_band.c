/* Urgent data: read by itself with MSG_OOB, ordinary receives stop at its place; SIOCATMARK tells whether some is
 * still to be read. */
#include "../loopback.h"

static u_long at_mark(SOCKET s)
{
    u_long mark = 99;
    require(ioctlsocket(s, SIOCATMARK, &mark) == 0);
    return mark;
}

int main(void)
{
    SOCKET pair[2];
    char buffer[16];
    start_winsock();
    tcp_pair(pair);
    ok(at_mark(pair[1]) != 0, "TRUE while no urgent data is pending");
    ok_fails(recv(pair[1], buffer, 1, MSG_OOB), WSAEINVAL);
    require(send(pair[0], "abc", 3, 0) == 3);
    ok(send(pair[0], "!", 1, MSG_OOB) == 1, "send urgent data");
    require(send(pair[0], "de", 2, 0) == 2);
    ok(becomes_ready(pair[1], 'e', 5000), "select reports it in the except set");
    ok(at_mark(pair[1]) == 0, "FALSE while some is pending");
    ok(recv(pair[1], buffer, sizeof buffer, 0) == 3, "a receive stops at the mark");
    ok(recv(pair[1], buffer, 1, MSG_OOB) == 1 && buffer[0] == '!', "the urgent byte");
    ok(at_mark(pair[1]) != 0, "TRUE when it is read");
    ok(recv(pair[1], buffer, sizeof buffer, 0) == 2 && memcmp(buffer, "de", 2) == 0, "what follows");
    ok(!becomes_ready(pair[1], 'e', 0), "nothing urgent is left");
    WSACleanup();
    return ok_done();
}
