/* select with an fd_set of 4096: 1,200 sockets, of which those that have data are named. */
#define FD_SETSIZE 4096
#include "../loopback.h"

#define COUNT 1200

static SOCKET sockets[COUNT];
static fd_set set;

int main(void)
{
    static const int ready[] = {0, 63, 64, 1023, 1024, COUNT - 1};
    struct timeval time = {5, 0};
    SOCKET sender;
    unsigned i;
    start_winsock();
    for (i = 0; i < COUNT; i++) {
        SOCKET s = socket(AF_INET, SOCK_DGRAM, 0);
        if (s == INVALID_SOCKET && WSAGetLastError() == WSAEMFILE) {
            printf("skipped: only %d descriptors\n", (int)i);
            return 77;
        }
        require(s != INVALID_SOCKET);
        sockets[i] = bound(s);
    }
    sender = udp_socket();
    for (i = 0; i < sizeof ready / sizeof ready[0]; i++) {
        struct sockaddr_in to = local_address(sockets[ready[i]]);
        require(sendto(sender, "x", 1, 0, (struct sockaddr *)&to, sizeof to) == 1);
        require(becomes_ready(sockets[ready[i]], 'r', 5000));
    }
    FD_ZERO(&set);
    for (i = 0; i < COUNT; i++)
        FD_SET(sockets[i], &set);
    ok(set.fd_count == COUNT, "the set holds %d", (int)set.fd_count);
    ok(select(0, &set, NULL, NULL, &time) == (int)(sizeof ready / sizeof ready[0]), "select");
    ok(set.fd_count == sizeof ready / sizeof ready[0], "the set holds %d", (int)set.fd_count);
    for (i = 0; i < sizeof ready / sizeof ready[0]; i++)
        ok(FD_ISSET(sockets[ready[i]], &set), "socket %d is ready", ready[i]);

    FD_ZERO(&set);
    for (i = 0; i < COUNT; i++)
        FD_SET(sockets[i], &set);
    ok(select(0, NULL, &set, NULL, &time) == COUNT, "all are writable");
    WSACleanup();
    return ok_done();
}
