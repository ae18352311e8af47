/* Byte order, address text and the last error need no start-up. */
#include "../ok.h"

int main(void)
{
    ok(htons(0x1234) == 0x3412 && ntohs(0x3412) == 0x1234, "htons");
    ok(htonl(0x12345678) == 0x78563412 && ntohl(0x78563412) == 0x12345678, "htonl");
    ok(inet_addr("127.0.0.1") == htonl(INADDR_LOOPBACK), "inet_addr");
    WSASetLastError(7);
    ok(WSAGetLastError() == 7, "WSASetLastError");
    return ok_done();
}
