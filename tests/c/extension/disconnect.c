/* DisconnectEx ends a connection gracefully after what was sent; without TF_REUSE_SOCKET the socket is then good for
 * closing only. */
#include "extension.h"

int main(void)
{
    SOCKET pair[2];
    char data[8];
    LPFN_DISCONNECTEX DisconnectEx;
    OVERLAPPED overlapped;
    DWORD bytes;
    start_winsock();
    tcp_pair(pair);
    DisconnectEx = disconnect_ex(pair[0]);
    overlapped = with_event();
    ok(!DisconnectEx(tcp_socket(), NULL, 0, 0) && WSAGetLastError() == WSAENOTCONN, "not connected");
    ok(!DisconnectEx(pair[0], NULL, 0x40, 0) && WSAGetLastError() == WSAEINVAL, "unknown flag");
    ok(!DisconnectEx(pair[0], NULL, 0, 1) && WSAGetLastError() == WSAEINVAL, "reserved");
    ok(send(pair[0], "bye", 3, 0) == 3, "send");
    ok(begun(DisconnectEx(pair[0], &overlapped, 0, 0)), "DisconnectEx");
    ok(ended(pair[0], &overlapped, &bytes) == 0, "ended");
    ok(recv(pair[1], data, sizeof data, 0) == 3 && recv(pair[1], data, sizeof data, 0) == 0, "data, then the end");
    ok_fails(send(pair[0], "x", 1, 0), WSAESHUTDOWN);
    ok(closesocket(pair[0]) == 0, "close");
    WSACleanup();
    return ok_done();
}
