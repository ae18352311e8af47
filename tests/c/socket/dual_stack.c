/* With IPV6_V6ONLY off an IPv6 listener takes IPv4 connections, under mapped addresses. */
#include "../loopback.h"

int main(void)
{
    struct sockaddr_in6 address, peer;
    struct sockaddr_in old;
    int len = sizeof address, only = 1, only_len = sizeof only;
    SOCKET listener, client, accepted;
    start_winsock();
    listener = socket(AF_INET6, SOCK_STREAM, IPPROTO_TCP);
    if (listener == INVALID_SOCKET) {
        printf("skipped: no IPv6 here\n");
        return 77;
    }
    ok(getsockopt(listener, IPPROTO_IPV6, IPV6_V6ONLY, (char *)&only, &only_len) == 0 && only == 1, "on by default");
    only = 0;
    ok(setsockopt(listener, IPPROTO_IPV6, IPV6_V6ONLY, (char *)&only, sizeof only) == 0, "IPV6_V6ONLY off");
    memset(&address, 0, sizeof address);
    address.sin6_family = AF_INET6;
    require(bind(listener, (struct sockaddr *)&address, sizeof address) == 0 && listen(listener, 5) == 0);
    require(getsockname(listener, (struct sockaddr *)&address, &len) == 0);
    old = loopback_address(ntohs(address.sin6_port));
    client = tcp_socket();
    ok(connect(client, (struct sockaddr *)&old, sizeof old) == 0, "connect over IPv4");
    len = sizeof peer;
    accepted = accept(listener, (struct sockaddr *)&peer, &len);
    ok(accepted != INVALID_SOCKET && IN6_IS_ADDR_V4MAPPED(&peer.sin6_addr), "a mapped address");
    WSACleanup();
    return ok_done();
}
