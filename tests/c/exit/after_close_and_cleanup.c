/* C22: the same with WSACleanup in between. */
#include "exit.h"

int main(int argc, char **argv)
{
    SOCKET s;
    start_winsock();
    s = connected_to_receiver(argc, argv);
    fill_and_report(s);
    ok(closesocket(s) == 0, "closesocket");
    ok(WSACleanup() == 0, "WSACleanup");
    return ok_done();
}
