/* RIOReceiveEx on IPv6: both addresses as SOCKADDR_INET. */
#include "registered.h"

int main(void)
{
    SOCKET s = INVALID_SOCKET;
    SOCKADDR_IN6 address, *from = (SOCKADDR_IN6 *)(memory + 1000), *at = (SOCKADDR_IN6 *)(memory + 1100);
    int len = sizeof address, i;
    RIO_CQ queue;
    RIO_RQ requests;
    RIO_BUF in, out, remote, local, to;
    start_registered();
    s = WSASocketW(AF_INET6, SOCK_DGRAM, IPPROTO_UDP, NULL, 0, WSA_FLAG_REGISTERED_IO);
    require(s != INVALID_SOCKET);
    memset(&address, 0, sizeof address);
    address.sin6_family = AF_INET6;
    if (bind(s, (struct sockaddr *)&address, sizeof address) != 0) {
        printf("no IPv6 on this machine\n");
        return 77;
    }
    require(getsockname(s, (struct sockaddr *)&address, &len) == 0);
    queue = polled_queue(4);
    requests = request_queue(s, 2, 2, queue, NULL);
    in = slice(0, 100);
    remote = slice(1000, sizeof(SOCKADDR_INET));
    local = slice(1100, sizeof(SOCKADDR_INET));
    ok(rio.RIOReceiveEx(requests, &in, 1, &local, &remote, NULL, NULL, 0, context_of(1)), "receive");
    address.sin6_addr.s6_addr[15] = 1;
    memcpy(memory + 1200, &address, sizeof address);
    to = slice(1200, sizeof(SOCKADDR_INET));
    out = slice_with(500, "six");
    ok(rio.RIOSendEx(requests, &out, 1, NULL, &to, NULL, NULL, 0, context_of(2)), "send");
    for (i = 0; i < 2; i++) {
        RIORESULT result = next_result(queue);
        if (result.Status == WSAEADDRNOTAVAIL || result.Status == WSAENETUNREACH) {
            printf("no IPv6 on this machine\n");
            return 77;
        }
        ok_result(result, 0, 3, result.RequestContext);
    }
    ok(from->sin6_family == AF_INET6 && from->sin6_port == address.sin6_port && IN6_IS_ADDR_LOOPBACK(&from->sin6_addr), "the sender");
    ok(at->sin6_family == AF_INET6 && at->sin6_port == address.sin6_port && IN6_IS_ADDR_LOOPBACK(&at->sin6_addr), "where it was sent to");
    WSACleanup();
    return ok_done();
}
