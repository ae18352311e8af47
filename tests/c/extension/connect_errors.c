/* ConnectEx: an unbound socket is WSAEINVAL, a refused connection ends the operation; the socket can try again. */
#include "extension.h"

int main(void)
{
    SOCKET listener, s, gone;
    OVERLAPPED overlapped;
    struct sockaddr_in address, nobody;
    DWORD bytes;
    LPFN_CONNECTEX ConnectEx;
    int error;
    start_winsock();
    listener = tcp_listener();
    address = local_address(listener);
    gone = bound(tcp_socket());
    nobody = local_address(gone);
    s = tcp_socket();
    ConnectEx = connect_ex(s);
    overlapped = with_event();
    ok(!ConnectEx(s, (struct sockaddr *)&address, sizeof address, NULL, 0, NULL, &overlapped) && WSAGetLastError() == WSAEINVAL, "unbound");
    bound(s);
    ok(!ConnectEx(s, (struct sockaddr *)&address, sizeof address, NULL, 0, NULL, NULL) && WSAGetLastError() == ERROR_INVALID_PARAMETER, "no OVERLAPPED");
    ok(!ConnectEx(s, (struct sockaddr *)&address, 4, NULL, 0, NULL, &overlapped) && WSAGetLastError() == WSAEFAULT, "short address");
    ok(!ConnectEx(listener, (struct sockaddr *)&address, sizeof address, NULL, 0, NULL, &overlapped) && WSAGetLastError() == WSAEINVAL, "a listener");
    if (ConnectEx(s, (struct sockaddr *)&nobody, sizeof nobody, NULL, 0, NULL, &overlapped))
        error = 0;
    else if ((error = WSAGetLastError()) == WSA_IO_PENDING)
        error = ended(s, &overlapped, &bytes);
    ok(error == WSAECONNREFUSED, "refused: %d", error);
    ok(begun(ConnectEx(s, (struct sockaddr *)&address, sizeof address, NULL, 0, NULL, &overlapped)), "again");
    ok(ended(s, &overlapped, &bytes) == 0, "connected");
    WSACleanup();
    return ok_done();
}
