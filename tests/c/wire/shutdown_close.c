/* Shutdown, then close: PEER PORT BYTES HOW SECONDS, where SECONDS -1 leaves lingering off. */
#include "wire.h"

int main(int argc, char **argv)
{
    SOCKET s;
    struct sockaddr_in name;
    int length = sizeof name;
    LONGLONG start;
    if (argc < 6)
        return 2;
    start_winsock();
    s = connect_to_peer(argv);
    print_value("connected", 1);
    wait_for_test();
    if (atoi(argv[5]) >= 0)
        set_linger(s, atoi(argv[5]));
    send_pattern(s, atoi(argv[3]));
    start = microseconds();
    print_call("shutdown", shutdown(s, atoi(argv[4])), start);
    print_value("getsockname", getsockname(s, (struct sockaddr *)&name, &length));
    start = microseconds();
    print_call("send_after", send(s, "x", 1, 0), start);
    wait_for_test();
    close_and_print("close", s);
    wait_for_test();
    print_value("cleanup", WSACleanup());
    return 0;
}
