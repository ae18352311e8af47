/* A non-blocking connect: WSAEWOULDBLOCK, then writable, then connected. */
#include "../loopback.h"

int main(void)
{
    struct sockaddr_in address;
    struct sockaddr_in peer;
    int len = sizeof peer, error = -1, error_len = sizeof error;
    SOCKET listener, s, accepted;
    char byte = 'x';
    start_winsock();
    listener = tcp_listener();
    address = local_address(listener);
    s = tcp_socket();
    set_nonblocking(s, 1);
    ok_fails(connect(s, (struct sockaddr *)&address, sizeof address), WSAEWOULDBLOCK);
    ok(becomes_ready(s, 'w', 5000), "select reports success in the write set");
    ok(!becomes_ready(s, 'e', 0), "and nothing in the except set");
    ok(getsockopt(s, SOL_SOCKET, SO_ERROR, (char *)&error, &error_len) == 0 && error == 0, "SO_ERROR is %d", error);
    ok_fails(connect(s, (struct sockaddr *)&address, sizeof address), WSAEISCONN);
    ok(getpeername(s, (struct sockaddr *)&peer, &len) == 0 && peer.sin_port == address.sin_port, "getpeername");
    accepted = accept(listener, NULL, NULL);
    ok(send(s, &byte, 1, 0) == 1 && recv(accepted, &byte, 1, 0) == 1, "data goes through");
    ok_fails(recv(s, &byte, 1, 0), WSAEWOULDBLOCK);
    WSACleanup();
    return ok_done();
}
