/* Calls for connections are refused on a UDP socket. */
#include "../loopback.h"

int main(void)
{
    struct sockaddr_in address;
    int len = sizeof address;
    char byte = 'x';
    SOCKET s;
    start_winsock();
    s = udp_socket();
    ok_fails(listen(s, 1), WSAEOPNOTSUPP);
    ok_fails(accept(s, NULL, NULL), WSAEOPNOTSUPP);
    ok_fails(getpeername(s, (struct sockaddr *)&address, &len), WSAENOTCONN);
    ok_fails(send(s, &byte, 1, 0), WSAENOTCONN);
    ok_fails(recv(s, &byte, 1, 0), WSAEINVAL);
    bound(s);
    ok_fails(bind(s, (struct sockaddr *)&address, sizeof address), WSAEINVAL);
    ok_fails(listen(s, 1), WSAEOPNOTSUPP);
    ok_fails(accept(s, NULL, NULL), WSAEOPNOTSUPP);
    ok(closesocket(s) == 0, "closesocket");
    WSACleanup();
    return ok_done();
}
