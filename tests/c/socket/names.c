/* getsockname and getpeername: values, and the errors of sockets without a name or of too little room. */
#include "../loopback.h"

int main(void)
{
    SOCKET pair[2], s;
    struct sockaddr_in here, there;
    struct sockaddr_storage roomy;
    int len;
    start_winsock();
    s = tcp_socket();
    len = sizeof here;
    ok_fails(getsockname(s, (struct sockaddr *)&here, &len), WSAEINVAL);
    bound(s);
    ok(local_address(s).sin_port != 0, "bind to port 0 finds a port");
    ok(local_address(s).sin_addr.s_addr == htonl(INADDR_LOOPBACK), "the address is the one given");

    tcp_pair(pair);
    len = sizeof there;
    ok(getpeername(pair[0], (struct sockaddr *)&there, &len) == 0 && len == sizeof there, "getpeername");
    here = local_address(pair[1]);
    ok(memcmp(&here, &there, 8) == 0, "the peer's name is what the peer calls itself");
    ok(there.sin_family == AF_INET, "family %d", there.sin_family);
    len = sizeof roomy;
    ok(getsockname(pair[0], (struct sockaddr *)&roomy, &len) == 0 && len == sizeof here, "length %d", len);

    len = sizeof there - 1;
    ok_fails(getsockname(pair[0], (struct sockaddr *)&there, &len), WSAEFAULT);
    ok_fails(getpeername(pair[0], (struct sockaddr *)&there, &len), WSAEFAULT);
    len = sizeof there;
    ok_fails(getsockname(pair[0], NULL, &len), WSAEFAULT);
    ok_fails(getsockname(pair[0], (struct sockaddr *)&there, NULL), WSAEFAULT);
    ok_fails(getpeername(pair[0], NULL, &len), WSAEFAULT);
    ok_fails(getpeername(pair[0], (struct sockaddr *)&there, NULL), WSAEFAULT);
    WSACleanup();
    return ok_done();
}
