/* bind: a second name, another's port, an address of no interface, arguments that are too short. */
#include "../loopback.h"

int main(void)
{
    struct sockaddr_in address;
    SOCKET s, taken;
    start_winsock();
    s = tcp_socket();
    taken = tcp_listener();
    address = local_address(taken);
    ok_fails(bind(s, (struct sockaddr *)&address, sizeof address), WSAEADDRINUSE);
    address = loopback_address(0);
    address.sin_addr.s_addr = htonl(0xc0000201); /* 192.0.2.1, reserved for documents */
    ok_fails(bind(s, (struct sockaddr *)&address, sizeof address), WSAEADDRNOTAVAIL);
    address = loopback_address(0);
    ok_fails(bind(s, NULL, sizeof address), WSAEFAULT);
    ok_fails(bind(s, (struct sockaddr *)&address, 0), WSAEFAULT);
    ok_fails(bind(s, (struct sockaddr *)&address, -1), WSAEFAULT);
    ok_fails(bind(s, (struct sockaddr *)&address, sizeof address - 1), WSAEFAULT);
    ok(bind(s, (struct sockaddr *)&address, sizeof address) == 0, "a socket whose bind failed can be bound");
    ok_fails(bind(s, (struct sockaddr *)&address, sizeof address), WSAEINVAL);
    WSACleanup();
    return ok_done();
}
