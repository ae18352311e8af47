/* MSG_PEEK looks at data and leaves it there. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    char buffer[8];
    start_winsock();
    tcp_pair(pair);
    require(send(pair[0], "abcd", 4, 0) == 4);
    ok(recv(pair[1], buffer, 2, MSG_PEEK) == 2 && memcmp(buffer, "ab", 2) == 0, "peek");
    ok(recv(pair[1], buffer, 8, MSG_PEEK) == 4 && memcmp(buffer, "abcd", 4) == 0, "peek again");
    ok(recv(pair[1], buffer, 8, 0) == 4 && memcmp(buffer, "abcd", 4) == 0, "recv");
    udp_pair(pair);
    require(send(pair[0], "xyz", 3, 0) == 3);
    ok(recv(pair[1], buffer, 8, MSG_PEEK) == 3, "peek at a datagram");
    ok_fails(recv(pair[1], buffer, 2, MSG_PEEK), WSAEMSGSIZE);
    ok(recv(pair[1], buffer, 8, 0) == 3 && memcmp(buffer, "xyz", 3) == 0, "the datagram is whole");
    WSACleanup();
    return ok_done();
}
