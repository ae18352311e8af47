/* A provider whose table has an empty entry is refused with WSAEINVALIDPROCTABLE: when it is installed, and by the first
 * socket if it was whole then. */
#include "layer_of_test.h"

static int catalog_entries(void)
{
    DWORD size = 0;
    int error = 0;
    require(WSCEnumProtocols(NULL, NULL, &size, &error) == SOCKET_ERROR && error == WSAENOBUFS);
    return (int)(size / sizeof(WSAPROTOCOL_INFOW));
}

int main(int count, char **arguments)
{
    int before;
    require(count == 2);
    before = catalog_entries();
    ok(install_layer(arguments[1]) == WSAEINVALIDPROCTABLE, "refused");
    ok(catalog_entries() == before, "and not installed");

    require(SetEnvironmentVariableA("LAYER_IS_WHOLE", "yes"));
    ok(install_layer(arguments[1]) == 0, "whole");
    require(SetEnvironmentVariableA("LAYER_IS_WHOLE", NULL));
    start_winsock();
    ok_fails(socket(AF_INET, SOCK_STREAM, IPPROTO_TCP), WSAEINVALIDPROCTABLE);
    WSACleanup();

    require(SetEnvironmentVariableA("LAYER_IS_WHOLE", "yes"));
    start_winsock();
    ok(closesocket(tcp_socket()) == 0, "a later start finds it whole");
    WSACleanup();
    return ok_done();
}
