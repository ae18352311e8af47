/* inet_addr, inet_ntoa, inet_pton, inet_ntop: text and back. */
#include "../ok.h"

int main(void)
{
    struct in_addr address;
    struct in6_addr six;
    char text[INET6_ADDRSTRLEN];
    start_winsock();
    ok(inet_addr("127.0.0.1") == htonl(0x7f000001), "dotted");
    ok(inet_addr("1.2.3") == htonl(0x01020003) && inet_addr("0x7f.1") == htonl(0x7f000001), "short and hexadecimal");
    ok(inet_addr("no address") == INADDR_NONE && inet_addr("1.2.3.256") == INADDR_NONE, "refused");
    address.s_addr = htonl(0xc0000201);
    ok(strcmp(inet_ntoa(address), "192.0.2.1") == 0, "inet_ntoa");
    ok(inet_pton(AF_INET, "192.0.2.1", &address) == 1 && address.s_addr == htonl(0xc0000201), "inet_pton");
    ok(inet_pton(AF_INET, "192.0.2", &address) == 0, "inet_pton takes four parts");
    ok(inet_pton(AF_INET6, "::ffff:1.2.3.4", &six) == 1 && IN6_IS_ADDR_V4MAPPED(&six), "a mapped address");
    ok(inet_pton(AF_INET6, "::1", &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six), "::1");
    ok(inet_ntop(AF_INET6, &six, text, sizeof text) == text && strcmp(text, "::1") == 0, "inet_ntop");
    ok(inet_ntop(AF_INET, &address, text, 4) == NULL, "too little room");
    ok_fails(inet_pton(99, "1.2.3.4", &address), WSAEAFNOSUPPORT);
    WSACleanup();
    return ok_done();
}
