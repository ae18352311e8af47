/* TCP and UDP over IPv6; an IPv6 socket does not take IPv4 connections unless told. */
#include "../loopback.h"

static struct sockaddr_in6 loopback6(void)
{
    struct sockaddr_in6 address;
    memset(&address, 0, sizeof address);
    address.sin6_family = AF_INET6;
    address.sin6_addr = in6addr_loopback;
    return address;
}

int main(void)
{
    struct sockaddr_in6 address = loopback6(), peer;
    struct sockaddr_in old;
    int len = sizeof address;
    SOCKET listener, client, accepted, datagram;
    char byte = 'x';
    start_winsock();
    listener = socket(AF_INET6, SOCK_STREAM, IPPROTO_TCP);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) == SOCKET_ERROR) {
        printf("skipped: no IPv6 loopback here\n");
        return 77;
    }
    require(listen(listener, 5) == 0);
    require(getsockname(listener, (struct sockaddr *)&address, &len) == 0);
    ok(len == sizeof address && address.sin6_family == AF_INET6, "length %d, family %d", len, address.sin6_family);
    client = socket(AF_INET6, SOCK_STREAM, 0);
    ok(connect(client, (struct sockaddr *)&address, sizeof address) == 0, "connect");
    len = sizeof peer;
    accepted = accept(listener, (struct sockaddr *)&peer, &len);
    ok(accepted != INVALID_SOCKET && IN6_IS_ADDR_LOOPBACK(&peer.sin6_addr), "the peer's address");
    ok(send(client, &byte, 1, 0) == 1 && recv(accepted, &byte, 1, 0) == 1, "data goes through");
    ok_fails(connect(socket(AF_INET6, SOCK_STREAM, 0), (struct sockaddr *)&address, 16), WSAEFAULT);

    datagram = socket(AF_INET6, SOCK_DGRAM, 0);
    address = loopback6();
    require(bind(datagram, (struct sockaddr *)&address, sizeof address) == 0);
    len = sizeof address;
    require(getsockname(datagram, (struct sockaddr *)&address, &len) == 0);
    ok(sendto(datagram, &byte, 1, 0, (struct sockaddr *)&address, sizeof address) == 1, "sendto");
    len = sizeof peer;
    ok(recvfrom(datagram, &byte, 1, 0, (struct sockaddr *)&peer, &len) == 1 && peer.sin6_port == address.sin6_port,
       "recvfrom");

    listener = socket(AF_INET6, SOCK_STREAM, 0);
    address = loopback6();
    address.sin6_addr = in6addr_any;
    require(bind(listener, (struct sockaddr *)&address, sizeof address) == 0 && listen(listener, 5) == 0);
    len = sizeof address;
    require(getsockname(listener, (struct sockaddr *)&address, &len) == 0);
    old = loopback_address(ntohs(address.sin6_port));
    ok_fails(connect(tcp_socket(), (struct sockaddr *)&old, sizeof old), WSAECONNREFUSED);
    WSACleanup();
    return ok_done();
}
