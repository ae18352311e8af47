/* connect: addresses that name nobody, and arguments that are too short. */
#include "../loopback.h"

int main(void)
{
    struct sockaddr_in address;
    struct sockaddr_in6 other;
    SOCKET s;
    start_winsock();
    s = tcp_socket();
    address = loopback_address(0);
    ok_fails(connect(s, (struct sockaddr *)&address, sizeof address), WSAEADDRNOTAVAIL);
    address = loopback_address(9);
    address.sin_addr.s_addr = htonl(INADDR_ANY);
    ok_fails(connect(s, (struct sockaddr *)&address, sizeof address), WSAEADDRNOTAVAIL);
    ok_fails(connect(s, NULL, sizeof address), WSAEFAULT);
    ok_fails(connect(s, (struct sockaddr *)&address, 0), WSAEFAULT);
    ok_fails(connect(s, (struct sockaddr *)&address, -1), WSAEFAULT);
    ok_fails(connect(s, (struct sockaddr *)&address, sizeof address - 1), WSAEFAULT);
    memset(&other, 0, sizeof other);
    other.sin6_family = AF_INET6;
    other.sin6_addr = in6addr_loopback;
    other.sin6_port = htons(9);
    ok_fails(connect(s, (struct sockaddr *)&other, sizeof other), WSAEAFNOSUPPORT);
    ok(closesocket(s) == 0, "closesocket");
    WSACleanup();
    return ok_done();
}
