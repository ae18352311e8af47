/* accept: the peer's address, and that too little room for it costs no connection. */
#include "../loopback.h"

int main(void)
{
    SOCKET listener, client, accepted;
    struct sockaddr_in peer;
    int len;
    start_winsock();
    listener = tcp_listener();
    client = connected_to(listener);
    len = sizeof peer - 1;
    ok_fails(accept(listener, (struct sockaddr *)&peer, &len), WSAEFAULT);
    ok_fails(accept(listener, (struct sockaddr *)&peer, NULL), WSAEFAULT);
    ok(becomes_ready(listener, 'r', 0), "the connection is still there");
    len = sizeof peer;
    memset(&peer, 0x55, sizeof peer);
    accepted = accept(listener, (struct sockaddr *)&peer, &len);
    ok(accepted != INVALID_SOCKET && len == sizeof peer, "accept");
    ok(peer.sin_family == AF_INET && peer.sin_port == local_address(client).sin_port, "the peer's address");
    set_nonblocking(listener, 1);
    ok_fails(accept(listener, NULL, NULL), WSAEWOULDBLOCK);
    WSACleanup();
    return ok_done();
}
