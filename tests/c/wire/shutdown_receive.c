/* SD_RECEIVE is nothing the peer can notice, and the other direction stays open: PEER PORT. */
#include "wire.h"

int main(int argc, char **argv)
{
    SOCKET s;
    if (argc < 3)
        return 2;
    start_winsock();
    s = connect_to_peer(argv);
    print_value("connected", 1);
    wait_for_test();
    print_value("shutdown", shutdown(s, SD_RECEIVE));
    wait_for_test();
    print_value("sent", send(s, "still open", 10, 0));
    wait_for_test();
    close_and_print("close", s);
    wait_for_test();
    print_value("cleanup", WSACleanup());
    return 0;
}
