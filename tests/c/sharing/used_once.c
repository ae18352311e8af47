/* What was offered can be opened once, by the process it was offered to, and by no other. */
#include "puppet.h"

int main(int argc, char **argv)
{
    SOCKET pair[2];
    struct puppet puppet, stranger;
    WSAPROTOCOL_INFOW info, invented;
    if (is_puppet(argc, argv))
        return puppet_main();
    start_winsock();
    start_puppet(&puppet, argv);
    start_puppet(&stranger, argv);
    tcp_pair(pair);

    info = offered(&puppet, pair[0]);
    ok(puppet_takes(&stranger, &info) == INVALID_SOCKET && WSAGetLastError() == WSAEINVAL, "another process");
    ok(taken(&info) == INVALID_SOCKET && WSAGetLastError() == WSAEINVAL, "the one that offers it");
    ok(puppet_takes(&puppet, &info) != INVALID_SOCKET, "the one it is for");
    ok(puppet_takes(&puppet, &info) == INVALID_SOCKET && WSAGetLastError() == WSAEINVAL, "a second time");
    ok(puppet_takes(&stranger, &info) == INVALID_SOCKET && WSAGetLastError() == WSAEINVAL, "another process, afterwards");

    invented = info;
    invented.dwProviderReserved = 0x12345679;
    ok(puppet_takes(&puppet, &invented) == INVALID_SOCKET && WSAGetLastError() == WSAEINVAL, "an invented number");
    invented.dwProviderReserved = 0xffffffff;
    ok(puppet_takes(&puppet, &invented) == INVALID_SOCKET && WSAGetLastError() == WSAEINVAL, "the largest number");

    info = offered(&puppet, pair[0]);
    invented = offered(&puppet, pair[1]);
    ok(puppet_takes(&puppet, &invented) != INVALID_SOCKET && puppet_takes(&puppet, &info) != INVALID_SOCKET, "two at a time");
    end_puppet(&puppet);
    end_puppet(&stranger);
    closesocket(pair[0]);
    closesocket(pair[1]);
    WSACleanup();
    return ok_done();
}
