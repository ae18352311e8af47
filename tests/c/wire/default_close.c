/* Close with no linger option set: PEER PORT BYTES blocking|nonblocking. */
#include "wire.h"

int main(int argc, char **argv)
{
    SOCKET s;
    if (argc < 5)
        return 2;
    start_winsock();
    s = connect_to_peer(argv);
    print_value("connected", 1);
    wait_for_test();
    if (strcmp(argv[4], "nonblocking") == 0)
        set_nonblocking(s);
    send_pattern(s, atoi(argv[3]));
    wait_for_test();
    close_and_print("close", s);
    wait_for_test();
    print_value("cleanup", WSACleanup());
    return 0;
}
