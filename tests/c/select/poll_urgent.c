/* WSAPoll: POLLRDBAND is urgent data. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2];
    WSAPOLLFD entry;
    char byte;
    start_winsock();
    tcp_pair(pair);
    entry.fd = pair[1];
    entry.events = POLLRDBAND;
    ok(WSAPoll(&entry, 1, 0) == 0 && entry.revents == 0, "none");
    require(send(pair[0], "!", 1, MSG_OOB) == 1);
    ok(WSAPoll(&entry, 1, 5000) == 1 && entry.revents == POLLRDBAND, "some: %x", entry.revents);
    require(recv(pair[1], &byte, 1, MSG_OOB) == 1);
    ok(WSAPoll(&entry, 1, 0) == 0, "read");
    WSACleanup();
    return ok_done();
}
