/* C31, C24: a non-blocking close that was refused, then a hard one. */
#include "exit.h"

int main(int argc, char **argv)
{
    SOCKET s;
    start_winsock();
    s = connected_to_receiver(argc, argv);
    fill_and_report(s);
    set_linger(s, 1, 5);
    ok_fails(closesocket(s), WSAEWOULDBLOCK);
    set_linger(s, 1, 0);
    ok(closesocket(s) == 0, "closesocket");
    return ok_done();
}
