/* A connect that failed is in the except set and in no other, until SO_ERROR or another connect has taken the error. */
#include "../loopback.h"

static int error_of(SOCKET s)
{
    int error = -1, len = sizeof error;
    require(getsockopt(s, SOL_SOCKET, SO_ERROR, (char *)&error, &len) == 0);
    return error;
}

int main(void)
{
    struct timeval time = {5, 0};
    SOCKET nobody, s, listener;
    struct sockaddr_in address;
    fd_set read, write, except;
    start_winsock();
    nobody = bound(tcp_socket());
    address = local_address(nobody);
    s = tcp_socket();
    set_nonblocking(s, 1);
    ok_fails(connect(s, (struct sockaddr *)&address, sizeof address), WSAEWOULDBLOCK);
    FD_ZERO(&read);
    FD_ZERO(&write);
    FD_ZERO(&except);
    FD_SET(s, &read);
    FD_SET(s, &write);
    FD_SET(s, &except);
    ok(select(0, &read, &write, &except, &time) == 1, "select");
    ok(!read.fd_count && !write.fd_count && except.fd_count == 1, "in the except set only");
    ok(becomes_ready(s, 'e', 0), "still there");
    ok(!becomes_ready(s, 'r', 20) && !becomes_ready(s, 'w', 20), "and in no other");
    ok(error_of(s) == WSAECONNREFUSED, "SO_ERROR");
    ok(error_of(s) == 0, "is read once");
    ok(!becomes_ready(s, 'e', 0), "after that the failure is forgotten");

    listener = tcp_listener();
    address = local_address(listener);
    ok_fails(connect(s, (struct sockaddr *)&address, sizeof address), WSAEWOULDBLOCK);
    ok(becomes_ready(s, 'w', 5000), "the socket can be connected after all");
    ok(error_of(s) == 0 && !becomes_ready(s, 'e', 0), "without an error");
    WSACleanup();
    return ok_done();
}
