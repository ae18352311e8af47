/* Close with SO_LINGER on: PEER PORT BYTES SECONDS blocking|nonblocking. */
#include "wire.h"

int main(int argc, char **argv)
{
    SOCKET s;
    if (argc < 6)
        return 2;
    start_winsock();
    s = connect_to_peer(argv);
    print_value("connected", 1);
    wait_for_test();
    set_linger(s, atoi(argv[4]));
    if (strcmp(argv[5], "nonblocking") == 0)
        set_nonblocking(s);
    send_pattern(s, atoi(argv[3]));
    wait_for_test();
    close_and_print("close", s);
    wait_for_test();
    print_value("cleanup", WSACleanup());
    return 0;
}
