/* C22: ExitProcess right after the close. */
#include "exit.h"

int main(int argc, char **argv)
{
    SOCKET s;
    start_winsock();
    s = connected_to_receiver(argc, argv);
    fill_and_report(s);
    ok(closesocket(s) == 0, "closesocket");
    ExitProcess((UINT)ok_done());
}
