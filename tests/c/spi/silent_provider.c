/* A provider that fails and does not say why, or finds a function and does not say where. */
#include "spi.h"

#include <mswsock.h>

int main(void)
{
    CONTROL *control = install_provider();
    WSAOVERLAPPED overlapped;
    DWORD bytes = 0;
    char room[64];
    SOCKET s;
    start_winsock();
    s = open_own();
    require(s != INVALID_SOCKET);
    control->says_nothing = 1;
    ok_fails(send(s, "hello", 5, 0), WSASYSCALLFAILURE);
    ok(!WriteFile((HANDLE)s, "hello", 5, &bytes, NULL) && GetLastError() != 0, "a failure needs an error");
    memset(&overlapped, 0, sizeof(overlapped));
    WSASetLastError(0);
    ok(!AcceptEx(s, s, room, 0, 32, 32, &bytes, &overlapped) && WSAGetLastError() == WSAEINVAL, "no function");
    ok(closesocket(s) == 0, "the rest works");
    WSACleanup();
    return ok_done();
}
