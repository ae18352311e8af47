/* Each call on a TCP socket in each of its states. */
#include "../loopback.h"

static int bind_it(SOCKET s)
{
    struct sockaddr_in address = loopback_address(0);
    return bind(s, (struct sockaddr *)&address, sizeof address);
}

static int listen_it(SOCKET s)
{
    return listen(s, 1);
}

static int send_it(SOCKET s)
{
    return send(s, "x", 1, 0);
}

static int receive_it(SOCKET s)
{
    char byte;
    return recv(s, &byte, 1, 0);
}

static int peer_of_it(SOCKET s)
{
    struct sockaddr_in address;
    int len = sizeof address;
    return getpeername(s, (struct sockaddr *)&address, &len);
}

static int end_it(SOCKET s)
{
    return shutdown(s, SD_BOTH);
}

int main(void)
{
    SOCKET fresh, named, listening, pair[2], other;
    struct sockaddr_in address;
    start_winsock();
    other = tcp_listener();
    address = local_address(other);
    fresh = tcp_socket();
    named = bound(tcp_socket());
    listening = tcp_listener();
    tcp_pair(pair);

    ok_fails(listen_it(fresh), WSAEINVAL);
    ok_fails(accept(fresh, NULL, NULL), WSAEINVAL);
    ok_fails(send_it(fresh), WSAENOTCONN);
    ok_fails(receive_it(fresh), WSAENOTCONN);
    ok_fails(peer_of_it(fresh), WSAENOTCONN);
    ok_fails(end_it(fresh), WSAENOTCONN);

    ok_fails(bind_it(named), WSAEINVAL);
    ok_fails(accept(named, NULL, NULL), WSAEINVAL);
    ok_fails(send_it(named), WSAENOTCONN);
    ok_fails(receive_it(named), WSAENOTCONN);
    ok_fails(peer_of_it(named), WSAENOTCONN);
    ok_fails(end_it(named), WSAENOTCONN);

    ok_fails(bind_it(listening), WSAEINVAL);
    ok(listen_it(listening) == 0, "listen again only changes the backlog");
    ok_fails(connect(listening, (struct sockaddr *)&address, sizeof address), WSAEINVAL);
    ok_fails(send_it(listening), WSAENOTCONN);
    ok_fails(receive_it(listening), WSAENOTCONN);
    ok_fails(peer_of_it(listening), WSAENOTCONN);
    ok_fails(end_it(listening), WSAENOTCONN);

    ok_fails(bind_it(pair[0]), WSAEINVAL);
    ok_fails(listen_it(pair[0]), WSAEISCONN);
    ok_fails(accept(pair[0], NULL, NULL), WSAEINVAL);
    ok_fails(connect(pair[0], (struct sockaddr *)&address, sizeof address), WSAEISCONN);
    ok(peer_of_it(pair[0]) == 0, "getpeername");
    ok(send_it(pair[0]) == 1 && receive_it(pair[1]) == 1, "a byte goes through");
    ok(end_it(pair[0]) == 0, "shutdown");
    WSACleanup();
    return ok_done();
}
