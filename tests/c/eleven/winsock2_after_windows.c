/* windows.h brings winsock.h; winsock2.h after it has the program use the numbers and functions of version 2. */
#include <windows.h>

enum { OLD_TTL = IP_TTL, OLD_JOIN = IP_ADD_MEMBERSHIP };

#include "../loopback.h"

int main(void)
{
    SOCKET s;
    int value = 44, len = sizeof value;
    start_winsock();
    ok(OLD_TTL == 7 && OLD_JOIN == 5 && IP_TTL == 4 && IP_ADD_MEMBERSHIP == 12 && IP_HDRINCL == 2, "the numbers");
    s = udp_socket();
    ok(setsockopt(s, IPPROTO_IP, 4, (char *)&value, sizeof value) == 0, "setsockopt");
    value = 0;
    ok(getsockopt(s, IPPROTO_IP, IP_TTL, (char *)&value, &len) == 0 && value == 44, "getsockopt gave %d", value);
    WSACleanup();
    return ok_done();
}
