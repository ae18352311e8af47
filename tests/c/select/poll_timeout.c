/* WSAPoll waits as long as it is told; it takes hundreds of sockets. */
#include "../loopback.h"

#define COUNT 300

int main(void)
{
    static WSAPOLLFD entries[COUNT];
    struct sockaddr_in to;
    double start;
    int i;
    start_winsock();
    for (i = 0; i < COUNT; i++) {
        entries[i].fd = bound(udp_socket());
        entries[i].events = POLLRDNORM;
    }
    start = now_ms();
    ok(WSAPoll(entries, COUNT, 200) == 0, "WSAPoll");
    ok(now_ms() - start >= 190 && now_ms() - start < 3000, "it took %d ms", (int)(now_ms() - start));
    to = local_address(entries[COUNT - 1].fd);
    require(sendto(udp_socket(), "x", 1, 0, (struct sockaddr *)&to, sizeof to) == 1);
    ok(WSAPoll(entries, COUNT, -1) == 1 && entries[COUNT - 1].revents == POLLRDNORM, "the last one is ready");
    WSACleanup();
    return ok_done();
}
