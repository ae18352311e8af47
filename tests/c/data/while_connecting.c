/* Calls for data fail with WSAENOTCONN while a connect is on its way; another connect is WSAEALREADY. */
#include "../loopback.h"

int main(void)
{
    struct sockaddr_in address;
    SOCKET listener, s, waiting[64];
    char byte = 'x';
    int count = 0;
    start_winsock();
    listener = bound(tcp_socket());
    require(listen(listener, 1) == 0);
    address = local_address(listener);
    /* Fill the backlog until a connect is left waiting. */
    do {
        require(count < 64);
        s = waiting[count++] = tcp_socket();
        set_nonblocking(s, 1);
        ok_fails(connect(s, (struct sockaddr *)&address, sizeof address), WSAEWOULDBLOCK);
    } while (becomes_ready(s, 'w', 200));
    ok_fails(send(s, &byte, 1, 0), WSAENOTCONN);
    ok_fails(recv(s, &byte, 1, 0), WSAENOTCONN);
    ok_fails(shutdown(s, SD_SEND), WSAENOTCONN);
    ok_fails(connect(s, (struct sockaddr *)&address, sizeof address), WSAEALREADY);
    ok(closesocket(s) == 0, "a connecting socket can be closed");
    WSACleanup();
    return ok_done();
}
