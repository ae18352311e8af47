/* Variables in a path are expanded when the library is loaded, and not before. */
#include "spi.h"

int main(void)
{
    WCHAR path[MAX_PATH];
    INT room = MAX_PATH;
    SOCKET s;
    install_at(L"%SPI_PROVIDERS%/provider.so");
    wsc_works(WPUGetProviderPath(&other_guid, path, &room, &error));
    ok(path[0] == '%' && path[1] == 'S' && room == 28, "as installed: %d characters", room);
    room = 5;
    wsc_fails(WPUGetProviderPath(&other_guid, path, &room, &error), WSAEFAULT);
    ok(room == 28, "the length that is needed");
    wsc_fails(WPUGetProviderPath(&no_guid, path, &room, &error), WSAEINVAL);
    start_winsock();
    s = open_own();
    ok(s != INVALID_SOCKET, "loaded");
    closesocket(s);
    WSACleanup();
    return ok_done();
}
