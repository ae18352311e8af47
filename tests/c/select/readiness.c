/* What makes a socket ready: data, a connection, the end, room, urgent data. One socket in two sets counts twice. */
#include "../loopback.h"

int main(void)
{
    struct timeval time = {5, 0};
    SOCKET pair[2], listener;
    fd_set read, write;
    char byte;
    start_winsock();
    listener = tcp_listener();
    ok(!becomes_ready(listener, 'r', 0), "a listener without connections");
    connected_to(listener);
    ok(becomes_ready(listener, 'r', 5000), "a listener with one");
    tcp_pair(pair);
    ok(!becomes_ready(pair[1], 'r', 0), "a connection without data");
    ok(becomes_ready(pair[1], 'w', 0), "there is room");
    ok(!becomes_ready(pair[1], 'e', 0), "nothing exceptional");
    require(send(pair[0], "x", 1, 0) == 1);
    ok(becomes_ready(pair[1], 'r', 5000), "data");
    FD_ZERO(&read);
    FD_ZERO(&write);
    FD_SET(pair[1], &read);
    FD_SET(pair[1], &write);
    ok(select(0, &read, &write, NULL, &time) == 2, "counted in both sets");
    require(recv(pair[1], &byte, 1, 0) == 1);
    ok(!becomes_ready(pair[1], 'r', 0), "data read");
    require(send(pair[0], "!", 1, MSG_OOB) == 1);
    ok(becomes_ready(pair[1], 'e', 5000), "urgent data");
    require(recv(pair[1], &byte, 1, MSG_OOB) == 1);
    require(shutdown(pair[0], SD_SEND) == 0);
    ok(becomes_ready(pair[1], 'r', 5000), "the end");
    fill(pair[1]);
    ok(!becomes_ready(pair[1], 'w', 0), "no room");
    ok(!becomes_ready(tcp_socket(), 'r', 0), "an unused stream is not readable");
    ok(!becomes_ready(tcp_socket(), 'w', 0), "nor writable");
    ok(becomes_ready(udp_socket(), 'w', 0), "a datagram socket is writable");
    WSACleanup();
    return ok_done();
}
