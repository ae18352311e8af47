/* WSAConnect connects; TCP has no connect data, so none comes back. */
#include "../loopback.h"

int main(void)
{
    struct sockaddr_in address;
    SOCKET listener, s;
    char room[16];
    WSABUF callee;
    start_winsock();
    listener = tcp_listener();
    address = local_address(listener);
    s = tcp_socket();
    callee.buf = room;
    callee.len = sizeof room;
    ok(WSAConnect(s, (struct sockaddr *)&address, sizeof address, NULL, &callee, NULL, NULL) == 0, "WSAConnect");
    ok(callee.len == 0, "%d bytes of connect data", (int)callee.len);
    ok_fails(WSAConnect(s, (struct sockaddr *)&address, sizeof address, NULL, NULL, NULL, NULL), WSAEISCONN);
    ok_fails(WSAConnect(tcp_socket(), NULL, 0, NULL, NULL, NULL, NULL), WSAEFAULT);
    WSACleanup();
    return ok_done();
}
