/* WSAPoll: what cannot be asked for. */
#include "../loopback.h"

int main(void)
{
    static const SHORT bad[] = {POLLERR, POLLHUP, POLLNVAL, POLLPRI, 0x2000, POLLIN | POLLERR};
    WSAPOLLFD entry;
    unsigned i;
    start_winsock();
    entry.fd = bound(udp_socket());
    entry.events = POLLIN;
    entry.revents = 0;
    ok_fails(WSAPoll(&entry, 0, 0), WSAEINVAL);
    ok_fails(WSAPoll(NULL, 1, 0), WSAEFAULT);
    for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        entry.events = bad[i];
        ok_fails(WSAPoll(&entry, 1, 0), WSAEINVAL);
    }
    WSACleanup();
    return ok_done();
}
