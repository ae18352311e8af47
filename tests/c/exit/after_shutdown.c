/* C45: shutdown SD_BOTH, close, end: nothing is lost. */
#include "exit.h"

int main(int argc, char **argv)
{
    SOCKET s;
    start_winsock();
    s = connected_to_receiver(argc, argv);
    fill_and_report(s);
    ok(shutdown(s, SD_BOTH) == 0, "shutdown");
    ok(closesocket(s) == 0, "closesocket");
    return ok_done();
}
