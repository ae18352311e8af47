/* EnumProtocols describes the catalog in one buffer: structures first, the names they point to behind them. */
#include "eleven.h"
#include <nspapi.h>

static void one(const PROTOCOL_INFOA *info)
{
    ok(info->lpProtocol != NULL && strlen(info->lpProtocol) > 0, "a name");
    if (info->iSocketType == SOCK_STREAM)
        ok(!(info->dwServiceFlags & XP_CONNECTIONLESS) && (info->dwServiceFlags & XP_GRACEFUL_CLOSE), "a stream");
    if (info->iProtocol == IPPROTO_UDP)
        ok((info->dwServiceFlags & (XP_CONNECTIONLESS | XP_MESSAGE_ORIENTED)) == (XP_CONNECTIONLESS | XP_MESSAGE_ORIENTED), "UDP");
    if (info->iAddressFamily == AF_INET)
        ok(info->iMaxSockAddr == sizeof(struct sockaddr_in) && info->iMinSockAddr == info->iMaxSockAddr, "IPv4 addresses");
}

int main(void)
{
    static char buffer[16384];
    PROTOCOL_INFOA *narrow = (PROTOCOL_INFOA *)(void *)buffer;
    PROTOCOL_INFOW *wide = (PROTOCOL_INFOW *)(void *)buffer;
    INT udp[] = {IPPROTO_UDP, 0};
    DWORD len = 0, needed;
    int count, i;
    ok(EnumProtocolsA(NULL, NULL, &len) == SOCKET_ERROR && GetLastError() == ERROR_INSUFFICIENT_BUFFER, "no room");
    ok(len > 0 && len <= sizeof buffer, "%u bytes are needed", (unsigned)len);
    needed = len--;
    ok(EnumProtocolsA(NULL, buffer, &len) == SOCKET_ERROR && len == needed, "one byte less is too little");
    memset(buffer, 0x55, sizeof buffer);
    count = EnumProtocolsA(NULL, buffer, &len);
    ok(count >= 2, "%d protocols", count);
    ok(buffer[needed] == 0x55, "nothing is written behind the buffer");
    for (i = 0; i < count; i++)
        one(&narrow[i]);
    len = sizeof buffer;
    count = EnumProtocolsA(udp, buffer, &len);
    ok(count >= 1, "UDP is there");
    for (i = 0; i < count; i++)
        ok(narrow[i].iProtocol == IPPROTO_UDP && narrow[i].iSocketType == SOCK_DGRAM, "and nothing else");
    count = EnumProtocolsW(udp, buffer, &len);
    ok(count >= 1 && wide[0].iProtocol == IPPROTO_UDP && wide[0].lpProtocol[0] != 0, "EnumProtocolsW");
    ok(EnumProtocolsA(NULL, buffer, NULL) == SOCKET_ERROR && WSAGetLastError() == WSAEFAULT, "no length");
    return ok_done();
}
