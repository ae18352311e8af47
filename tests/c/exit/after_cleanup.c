/* WSACleanup closes what is open as closesocket would: nothing is lost either. */
#include "exit.h"

int main(int argc, char **argv)
{
    start_winsock();
    fill_and_report(connected_to_receiver(argc, argv));
    ok(WSACleanup() == 0, "WSACleanup");
    return ok_done();
}
