/* No lock is held in WSPStartup: it lists the catalog, loads the library below and opens sockets. */
#include "spi.h"

int main(void)
{
    CONTROL *control = install_provider();
    SOCKET s;
    start_winsock();
    control->looks_around = 1;
    s = open_own();
    ok(s != INVALID_SOCKET, "it starts");
    ok(control->seen_entries == BUILT_IN_ENTRIES + 1, "%d entries", control->seen_entries);
    ok(control->path_result == 0, "and the path");
    ok(control->other_socket_error == 0, "a socket of another provider: %d", control->other_socket_error);
    ok(control->own_socket_error == WSAEINPROGRESS, "one of its own can not be yet: %d", control->own_socket_error);
    ok(control->startups == 1, "one start");
    closesocket(s);
    WSACleanup();
    return ok_done();
}
