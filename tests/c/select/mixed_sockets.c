/* Sockets of all families and kinds in one call, in any order in the three sets. */
#include "../loopback.h"

static SOCKET ipv6_udp(struct sockaddr_in6 *address)
{
    SOCKET s = socket(AF_INET6, SOCK_DGRAM, 0);
    int len = sizeof *address;
    memset(address, 0, sizeof *address);
    address->sin6_family = AF_INET6;
    address->sin6_addr = in6addr_loopback;
    if (s == INVALID_SOCKET || bind(s, (struct sockaddr *)address, sizeof *address) != 0) {
        printf("skipped: no IPv6 on this host\n");
        exit(77);
    }
    require(getsockname(s, (struct sockaddr *)address, &len) == 0);
    return s;
}

int main(void)
{
    struct timeval time = {5, 0}, none = {0, 0};
    struct sockaddr_in6 address;
    SOCKET listener, pair[2], fresh, unbound, v6, all[6];
    fd_set read, write, except;
    char byte;
    int i;
    start_winsock();
    listener = tcp_listener();
    tcp_pair(pair);
    fresh = tcp_socket();
    unbound = udp_socket();
    v6 = ipv6_udp(&address);
    all[0] = listener, all[1] = pair[0], all[2] = pair[1], all[3] = fresh, all[4] = unbound, all[5] = v6;
    FD_ZERO(&read);
    FD_ZERO(&write);
    FD_ZERO(&except);
    for (i = 0; i < 6; i++) {
        FD_SET(all[i], &read);
        FD_SET(all[5 - i], &write);
        FD_SET(all[(i + 2) % 6], &except);
    }
    ok(select(0, &read, &write, &except, &none) == 4, "room in four");
    ok(!read.fd_count && !except.fd_count && write.fd_count == 4, "%d %d %d", (int)read.fd_count, (int)write.fd_count,
       (int)except.fd_count);
    ok(write.fd_array[0] == v6 && write.fd_array[1] == unbound && write.fd_array[2] == pair[1] &&
           write.fd_array[3] == pair[0], "the order of the program's set stays");

    require(send(pair[0], "!", 1, MSG_OOB) == 1 && becomes_ready(pair[1], 'e', 5000));
    require(sendto(v6, "x", 1, 0, (struct sockaddr *)&address, sizeof address) == 1 && becomes_ready(v6, 'r', 5000));
    connected_to(listener);
    require(becomes_ready(listener, 'r', 5000));
    FD_ZERO(&read);
    FD_ZERO(&except);
    for (i = 0; i < 6; i++) {
        FD_SET(all[i], &read);
        FD_SET(all[5 - i], &except);
    }
    ok(select(0, &read, NULL, &except, &time) == 3, "three have something");
    ok(read.fd_count == 2 && read.fd_array[0] == listener && read.fd_array[1] == v6, "a connection and a datagram");
    ok(except.fd_count == 1 && except.fd_array[0] == pair[1], "urgent data");
    require(recv(v6, &byte, 1, 0) == 1);
    WSACleanup();
    return ok_done();
}
