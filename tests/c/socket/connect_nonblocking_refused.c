/* A non-blocking connect that is refused: the except set, SO_ERROR once, and the socket can try again. */
#include "../loopback.h"

static int socket_error(SOCKET s)
{
    int error = -1, len = sizeof error;
    require(getsockopt(s, SOL_SOCKET, SO_ERROR, (char *)&error, &len) == 0);
    return error;
}

int main(void)
{
    struct sockaddr_in nobody, somebody;
    SOCKET listener, s, refusing;
    start_winsock();
    refusing = bound(tcp_socket()); /* keeps the port, does not listen */
    nobody = local_address(refusing);
    listener = tcp_listener();
    somebody = local_address(listener);
    s = tcp_socket();
    set_nonblocking(s, 1);
    ok_fails(connect(s, (struct sockaddr *)&nobody, sizeof nobody), WSAEWOULDBLOCK);
    ok(becomes_ready(s, 'e', 5000), "select reports failure in the except set");
    ok(!becomes_ready(s, 'w', 0), "and nothing in the write set");
    ok(socket_error(s) == WSAECONNREFUSED, "SO_ERROR tells why");
    ok(connect(s, (struct sockaddr *)&somebody, sizeof somebody) == SOCKET_ERROR && WSAGetLastError() == WSAEWOULDBLOCK,
       "the socket can be connected elsewhere");
    ok(becomes_ready(s, 'w', 5000), "and is");
    ok(socket_error(s) == 0, "SO_ERROR is clear");
    WSACleanup();
    return ok_done();
}
