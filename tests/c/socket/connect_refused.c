/* A blocking connect that is refused, and what the socket is good for after it. */
#include "../loopback.h"

int main(void)
{
    struct sockaddr_in nobody, somebody;
    int error = -1, len = sizeof error;
    SOCKET listener, s, refusing;
    start_winsock();
    refusing = bound(tcp_socket());
    nobody = local_address(refusing);
    listener = tcp_listener();
    somebody = local_address(listener);
    s = tcp_socket();
    ok_fails(connect(s, (struct sockaddr *)&nobody, sizeof nobody), WSAECONNREFUSED);
    ok(getsockopt(s, SOL_SOCKET, SO_ERROR, (char *)&error, &len) == 0 && error == 0,
       "SO_ERROR reads %d after a failure the program was told", error);
    ok_fails(send(s, "x", 1, 0), WSAENOTCONN);
    ok(connect(s, (struct sockaddr *)&somebody, sizeof somebody) == 0, "the socket can be connected elsewhere");
    ok(send(s, "x", 1, 0) == 1, "and used");
    ok(closesocket(s) == 0, "closesocket");
    WSACleanup();
    return ok_done();
}
