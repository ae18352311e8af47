/* A peer that closes without having sent anything ends an AcceptEx that waits for data: 0 bytes. */
#include "extension.h"

int main(void)
{
    SOCKET listener, acceptor, client;
    OVERLAPPED overlapped;
    char buffer[8 + 2 * ADDRESS_ROOM];
    DWORD bytes = 99;
    start_winsock();
    listener = tcp_listener();
    acceptor = tcp_socket();
    overlapped = with_event();
    ok(begun(AcceptEx(listener, acceptor, buffer, 8, ADDRESS_ROOM, ADDRESS_ROOM, &bytes, &overlapped)), "AcceptEx");
    client = connected_to(listener);
    ok(closesocket(client) == 0, "close");
    ok(ended(listener, &overlapped, &bytes) == 0 && bytes == 0, "ended without data");
    WSACleanup();
    return ok_done();
}
