/* socket: what is refused, and with which error. */
#include "../ok.h"

int main(void)
{
    static const struct {
        int family, type, protocol, error;
    } rows[] = {
        {0, 0, 0, WSAEINVAL},
        {99, SOCK_STREAM, IPPROTO_TCP, WSAEAFNOSUPPORT},
        {10 /* AF_INET6 elsewhere */, SOCK_STREAM, IPPROTO_TCP, WSAEAFNOSUPPORT},
        {-1, SOCK_STREAM, 0, WSAEAFNOSUPPORT},
        {AF_INET, 77, 0, WSAESOCKTNOSUPPORT},
        {AF_INET, -1, 0, WSAESOCKTNOSUPPORT},
        {AF_INET, SOCK_STREAM, IPPROTO_UDP, WSAEPROTOTYPE},
        {AF_INET, SOCK_DGRAM, IPPROTO_TCP, WSAEPROTOTYPE},
        {AF_INET6, SOCK_DGRAM, IPPROTO_TCP, WSAEPROTOTYPE},
        {AF_INET, SOCK_STREAM, 200, WSAEPROTONOSUPPORT},
    };
    unsigned i;
    start_winsock();
    for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        SOCKET s = socket(rows[i].family, rows[i].type, rows[i].protocol);
        ok(s == INVALID_SOCKET && WSAGetLastError() == rows[i].error, "socket(%d, %d, %d) should fail with %d",
           rows[i].family, rows[i].type, rows[i].protocol, rows[i].error);
        s = WSASocketW(rows[i].family, rows[i].type, rows[i].protocol, NULL, 0, WSA_FLAG_OVERLAPPED);
        ok(s == INVALID_SOCKET && WSAGetLastError() == rows[i].error, "WSASocketW(%d, %d, %d) should fail with %d",
           rows[i].family, rows[i].type, rows[i].protocol, rows[i].error);
    }
    WSACleanup();
    return ok_done();
}
