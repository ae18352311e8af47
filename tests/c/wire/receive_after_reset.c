/* recv on a connection that the peer has reset, three times: PEER PORT. */
#include "wire.h"

int main(int argc, char **argv)
{
    SOCKET s;
    char buffer[256];
    LONGLONG start;
    if (argc < 3)
        return 2;
    start_winsock();
    s = connect_to_peer(argv);
    print_value("connected", 1);
    wait_for_test();
    start = microseconds();
    print_call("first", recv(s, buffer, sizeof buffer, 0), start);
    start = microseconds();
    print_call("second", recv(s, buffer, sizeof buffer, 0), start);
    start = microseconds();
    print_call("third", recv(s, buffer, 1, MSG_PEEK), start);
    close_and_print("close", s);
    wait_for_test();
    print_value("cleanup", WSACleanup());
    return 0;
}
