/* ConnectEx connects a bound socket; names are known once SO_UPDATE_CONNECT_CONTEXT is set. */
#include "extension.h"

int main(void)
{
    SOCKET listener, s, accepted;
    OVERLAPPED overlapped;
    struct sockaddr_in address, peer;
    int len = sizeof peer;
    char data[4];
    DWORD bytes = 99;
    LPFN_CONNECTEX ConnectEx;
    start_winsock();
    listener = tcp_listener();
    address = local_address(listener);
    s = bound(tcp_socket());
    ConnectEx = connect_ex(s);
    overlapped = with_event();
    ok(begun(ConnectEx(s, (struct sockaddr *)&address, sizeof address, NULL, 0, &bytes, &overlapped)), "ConnectEx");
    ok(ended(s, &overlapped, &bytes) == 0 && bytes == 0, "connected");
    accepted = accept(listener, NULL, NULL);
    ok(accepted != INVALID_SOCKET, "accept");
    ok_fails(getpeername(s, (struct sockaddr *)&peer, &len), WSAENOTCONN);
    ok_fails(shutdown(s, SD_SEND), WSAENOTCONN);
    ok(!ConnectEx(s, (struct sockaddr *)&address, sizeof address, NULL, 0, NULL, &overlapped) && WSAGetLastError() == WSAEINVAL, "a second connect");
    ok(send(s, "abc", 3, 0) == 3 && recv(accepted, data, sizeof data, 0) == 3, "data");
    ok(setsockopt(s, SOL_SOCKET, SO_UPDATE_CONNECT_CONTEXT, NULL, 0) == 0, "update");
    ok(getpeername(s, (struct sockaddr *)&peer, &len) == 0 && peer.sin_port == address.sin_port, "peer");
    ok(!ConnectEx(s, (struct sockaddr *)&address, sizeof address, NULL, 0, NULL, &overlapped) && WSAGetLastError() == WSAEISCONN, "a third connect");
    ok(shutdown(s, SD_SEND) == 0 && recv(accepted, data, sizeof data, 0) == 0, "shutdown");
    WSACleanup();
    return ok_done();
}
