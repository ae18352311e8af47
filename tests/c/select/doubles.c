/* A socket that stands twice in a set is reported twice; WSAPoll fills each of its entries. */
#include "../loopback.h"

int main(void)
{
    struct timeval time = {5, 0};
    WSAPOLLFD entries[4];
    SOCKET pair[2];
    fd_set read, write;
    start_winsock();
    tcp_pair(pair);
    require(send(pair[0], "x", 1, 0) == 1);
    require(becomes_ready(pair[1], 'r', 5000));
    read.fd_count = 4;
    read.fd_array[0] = read.fd_array[2] = read.fd_array[3] = pair[1];
    read.fd_array[1] = pair[0];
    write.fd_count = 3;
    write.fd_array[0] = write.fd_array[2] = pair[0];
    write.fd_array[1] = pair[1];
    ok(select(0, &read, &write, NULL, &time) == 6, "select");
    ok(read.fd_count == 3 && read.fd_array[0] == pair[1] && read.fd_array[2] == pair[1], "the read set");
    ok(write.fd_count == 3 && write.fd_array[1] == pair[1], "the write set");

    memset(entries, 0, sizeof entries);
    entries[0].fd = entries[2].fd = pair[1];
    entries[1].fd = pair[0];
    entries[3].fd = INVALID_SOCKET;
    entries[0].events = POLLRDNORM;
    entries[1].events = POLLRDNORM;
    entries[2].events = POLLOUT;
    ok(WSAPoll(entries, 4, -1) == 3, "WSAPoll");
    ok(entries[0].revents == POLLRDNORM && entries[2].revents == POLLWRNORM, "each as it asked");
    ok(entries[1].revents == 0 && entries[3].revents == POLLNVAL, "and the others");
    WSACleanup();
    return ok_done();
}
