/* C28: so is a lingering close whose time is over. */
#include "exit.h"

int main(int argc, char **argv)
{
    SOCKET s;
    start_winsock();
    s = connected_to_receiver(argc, argv);
    fill_and_report(s);
    set_nonblocking(s, 0);
    set_linger(s, 1, 1);
    ok(closesocket(s) == 0, "closesocket");
    return ok_done();
}
