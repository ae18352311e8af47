/* The documented errors of WSADuplicateSocket; what fails leaves nothing behind. */
#include "puppet.h"

int main(int argc, char **argv)
{
    SOCKET pair[2];
    struct puppet puppet;
    WSAPROTOCOL_INFOW info;
    WSAPROTOCOL_INFOA narrow;
    DWORD id;
    char byte;
    if (is_puppet(argc, argv))
        return puppet_main();
    ok_fails(WSADuplicateSocketW(4, GetCurrentProcessId(), &info), WSANOTINITIALISED);
    start_winsock();
    start_puppet(&puppet, argv);
    id = puppet.process.dwProcessId;
    tcp_pair(pair);
    ok_fails(WSADuplicateSocketW(INVALID_SOCKET, id, &info), WSAENOTSOCK);
    ok_fails(WSADuplicateSocketA((SOCKET)puppet.process.hProcess, id, &narrow), WSAENOTSOCK);
    ok_fails(WSADuplicateSocketW(pair[0], id, NULL), WSAEFAULT);
    ok_fails(WSADuplicateSocketA(pair[0], id, NULL), WSAEFAULT);
    ok_fails(WSADuplicateSocketW(pair[0], 0, &info), WSAEINVAL);
    ok_fails(WSADuplicateSocketW(pair[0], 0xffffffff, &info), WSAEINVAL);
    ok_fails(WSADuplicateSocketW(pair[0], 0x7ffffff0, &info), WSAEINVAL);
    end_puppet(&puppet);
    ok_fails(WSADuplicateSocketW(pair[0], id, &info), WSAEINVAL);
    set_linger(pair[0], 1, 0);
    ok(closesocket(pair[0]) == 0, "the handle is the only one");
    ok_fails(recv(pair[1], &byte, 1, 0), WSAECONNRESET);
    closesocket(pair[1]);
    WSACleanup();
    return ok_done();
}
