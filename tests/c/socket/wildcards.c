/* socket: 0 leaves family, type or protocol to the catalog. */
#include "../loopback.h"

static int type_of(SOCKET s)
{
    int type = 0, len = sizeof type;
    require(getsockopt(s, SOL_SOCKET, SO_TYPE, (char *)&type, &len) == 0);
    return type;
}

int main(void)
{
    static const struct {
        int family, type, protocol, chosen_type;
    } rows[] = {
        {AF_INET, SOCK_STREAM, 0, SOCK_STREAM},
        {AF_INET, SOCK_DGRAM, 0, SOCK_DGRAM},
        {AF_INET, 0, 0, SOCK_STREAM},
        {AF_INET, 0, IPPROTO_UDP, SOCK_DGRAM},
        {AF_INET6, 0, IPPROTO_TCP, SOCK_STREAM},
        {0, SOCK_STREAM, 0, SOCK_STREAM},
        {0, 0, IPPROTO_UDP, SOCK_DGRAM},
    };
    unsigned i;
    start_winsock();
    for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        SOCKET s = socket(rows[i].family, rows[i].type, rows[i].protocol);
        ok(s != INVALID_SOCKET, "socket(%d, %d, %d)", rows[i].family, rows[i].type, rows[i].protocol);
        if (s == INVALID_SOCKET)
            continue;
        ok(type_of(s) == rows[i].chosen_type, "socket(%d, %d, %d) has type %d", rows[i].family, rows[i].type,
           rows[i].protocol, type_of(s));
        closesocket(s);
    }
    WSACleanup();
    return ok_done();
}
