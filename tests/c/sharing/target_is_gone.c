/* What was offered to a process that ends without taking it goes with that process. */
#include "puppet.h"

int main(int argc, char **argv)
{
    SOCKET pair[2];
    struct puppet puppet, another;
    WSAPROTOCOL_INFOW info;
    char byte;
    if (is_puppet(argc, argv))
        return puppet_main();
    start_winsock();
    start_puppet(&puppet, argv);
    start_puppet(&another, argv);
    tcp_pair(pair);
    info = offered(&puppet, pair[0]);
    ok(closesocket(pair[0]) == 0, "it is the target's alone");
    ok(!becomes_ready(pair[1], 'r', 50), "and open");
    kill_puppet(&puppet);
    ok(recv(pair[1], &byte, 1, 0) == 0, "the connection ends with the target");
    ok(puppet_takes(&another, &info) == INVALID_SOCKET && WSAGetLastError() == WSAEINVAL, "there is nothing to be had");
    end_puppet(&another);
    closesocket(pair[1]);
    WSACleanup();
    return ok_done();
}
