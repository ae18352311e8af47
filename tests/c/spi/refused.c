/* Providers that do not start: their own error, another version, a missing procedure; the next socket tries again. */
#include "spi.h"

int main(void)
{
    static const WORD versions[] = {MAKEWORD(2, 1), MAKEWORD(1, 1), MAKEWORD(2, 3), 0};
    CONTROL *control = install_provider();
    SOCKET s;
    int i;
    start_winsock();
    control->startup_result = WSASYSNOTREADY;
    ok_fails(open_own(), WSASYSNOTREADY);
    control->startup_result = WSAEPROVIDERFAILEDINIT;
    ok_fails(open_own(), WSAEPROVIDERFAILEDINIT);
    control->startup_result = SOCKET_ERROR;
    ok_fails(open_own(), WSAEPROVIDERFAILEDINIT);
    ok(control->startups == 3, "each socket tries");
    ok(control->cleanups == 0, "what has not started is not cleaned up");
    control->startup_result = 0;

    for (i = 0; i < 4; i++) {
        control->version = versions[i];
        ok_fails(open_own(), WSAEINVALIDPROVIDER);
        ok(control->cleanups == i + 1, "what cannot be used is cleaned up");
    }
    control->version = MAKEWORD(2, 2);
    control->hole = 1;
    ok_fails(open_own(), WSAEINVALIDPROCTABLE);
    ok(control->cleanups == 5, "this, too");
    ok(control->sockets == 0, "and no procedure of it was called");
    control->hole = 0;
    s = open_own();
    ok(s != INVALID_SOCKET, "at last");
    closesocket(s);
    WSACleanup();
    return ok_done();
}
