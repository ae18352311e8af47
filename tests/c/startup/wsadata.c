/* What WSAStartup writes into WSADATA, and that version 2 programs find no limits there. */
#include "../ok.h"

int main(void)
{
    WSADATA data;
    memset(&data, 0x55, sizeof data);
    require(WSAStartup(MAKEWORD(2, 2), &data) == 0);
    ok(data.wVersion == 0x0202 && data.wHighVersion == 0x0202, "versions %04x %04x", data.wVersion, data.wHighVersion);
    ok(strcmp(data.szDescription, "WinSock 2.0") == 0, "description \"%s\"", data.szDescription);
    ok(strcmp(data.szSystemStatus, "Running") == 0, "status \"%s\"", data.szSystemStatus);
    ok(data.iMaxSockets == 0 && data.iMaxUdpDg == 0, "limits %d %d", data.iMaxSockets, data.iMaxUdpDg);
    WSACleanup();

    require(WSAStartup(MAKEWORD(1, 1), &data) == 0);
    ok(data.wVersion == 0x0101, "version %04x", data.wVersion);
    ok(data.iMaxSockets > 0, "a version 1 program reads how many sockets it may have: %d", data.iMaxSockets);
    ok(data.iMaxUdpDg > 0, "and how long a datagram may be: %d", data.iMaxUdpDg);
    WSACleanup();
    return ok_done();
}
