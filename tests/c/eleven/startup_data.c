/* What WSAStartup tells a program of version 1: the version asked for, that there is more, and limits that are not 0. */
#include "eleven.h"

static void started(WORD asked, WORD given)
{
    WSADATA data;
    memset(&data, 0xee, sizeof data);
    ok(WSAStartup(asked, &data) == 0, "WSAStartup(%x)", asked);
    ok(data.wVersion == given && data.wHighVersion == MAKEWORD(2, 2), "asked for %x, got %x of %x", asked, data.wVersion, data.wHighVersion);
    if (LOBYTE(given) == 1)
        ok(data.iMaxSockets >= 64 && data.iMaxUdpDg >= 512, "limits %d, %d", data.iMaxSockets, data.iMaxUdpDg);
    else
        ok(data.iMaxSockets == 0 && data.iMaxUdpDg == 0, "version 2 has no limits here");
    ok(strlen(data.szDescription) > 0 && strlen(data.szSystemStatus) <= WSASYS_STATUS_LEN, "texts");
}

int main(void)
{
    WSADATA data;
    ok(WSAStartup(MAKEWORD(0, 9), &data) == WSAVERNOTSUPPORTED, "0.9 is too old");
    started(MAKEWORD(1, 0), MAKEWORD(1, 0));
    started(0x0101, MAKEWORD(1, 1));
    started(MAKEWORD(1, 5), MAKEWORD(1, 1));
    started(MAKEWORD(2, 0), MAKEWORD(2, 0));
    ok(WSACleanup() == 0 && WSACleanup() == 0 && WSACleanup() == 0 && WSACleanup() == 0, "each takes one");
    ok_fails(WSACleanup(), WSANOTINITIALISED);
    return ok_done();
}
