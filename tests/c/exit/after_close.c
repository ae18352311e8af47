/* C22: a program that ends right after a default close loses nothing, with input unread. */
#include "exit.h"

int main(int argc, char **argv)
{
    SOCKET s;
    start_winsock();
    s = connected_to_receiver(argc, argv);
    fill_and_report(s);
    ok(closesocket(s) == 0, "closesocket");
    return ok_done();
}
