/* A socket that comes back to the process it came from is one more handle of the same underlying socket. */
#include "puppet.h"

int main(int argc, char **argv)
{
    SOCKET pair[2], theirs, back;
    struct puppet puppet;
    WSAPROTOCOL_INFOW info;
    char byte;
    if (is_puppet(argc, argv))
        return puppet_main();
    start_winsock();
    start_puppet(&puppet, argv);
    tcp_pair(pair);
    theirs = shared_with(&puppet, pair[0]);
    info = puppet_offers(&puppet, theirs);
    back = taken(&info);
    ok(back != INVALID_SOCKET && back != pair[0], "it comes back");
    set_linger(pair[0], 1, 0);
    ok(closesocket(pair[0]) == 0, "the first handle");
    ok(!becomes_ready(pair[1], 'r', 50), "was not the last");
    ok(puppet_does(&puppet, 'c', theirs, 0) == 0, "the puppet's");
    ok(!becomes_ready(pair[1], 'r', 50), "was not the last");
    ok(send(back, "x", 1, 0) == 1 && recv(pair[1], &byte, 1, 0) == 1, "the third one works");
    ok(closesocket(back) == 0, "the third one");
    ok_fails(recv(pair[1], &byte, 1, 0), WSAECONNRESET);
    end_puppet(&puppet);
    closesocket(pair[1]);
    WSACleanup();
    return ok_done();
}
