/* todo: ADDRESS-01 the kernel lets the two share a port only when both asked for it before bind */
/* The any-address and a specific address can share a port without options. */
#include "../loopback.h"

static void both_bind(SOCKET any, SOCKET specific)
{
    struct sockaddr_in address = loopback_address(0);
    address.sin_addr.s_addr = htonl(INADDR_ANY);
    require(bind(any, (struct sockaddr *)&address, sizeof address) == 0);
    address = loopback_address(ntohs(local_address(any).sin_port));
    ok(bind(specific, (struct sockaddr *)&address, sizeof address) == 0, "bind of the specific address");
}

int main(void)
{
    start_winsock();
    both_bind(tcp_socket(), tcp_socket());
    both_bind(udp_socket(), udp_socket());
    WSACleanup();
    return ok_done();
}
