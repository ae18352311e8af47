/* A failed ConnectEx leaves InternalHigh alone. */
#include "extension.h"

int main(void)
{
    SOCKET s, gone;
    OVERLAPPED overlapped;
    struct sockaddr_in nobody;
    DWORD bytes = 7;
    int error = 0;
    start_winsock();
    gone = bound(tcp_socket());
    nobody = local_address(gone);
    s = bound(tcp_socket());
    overlapped = with_event();
    overlapped.InternalHigh = 0xdeadbeef;
    if (!connect_ex(s)(s, (struct sockaddr *)&nobody, sizeof nobody, NULL, 0, NULL, &overlapped)) {
        error = WSAGetLastError();
        if (error == WSA_IO_PENDING)
            error = ended(s, &overlapped, &bytes);
    }
    ok(error == WSAECONNREFUSED, "refused: %d", error);
    ok(overlapped.InternalHigh == 0xdeadbeef, "InternalHigh is %lx", (unsigned long)overlapped.InternalHigh);
    WSACleanup();
    return ok_done();
}
