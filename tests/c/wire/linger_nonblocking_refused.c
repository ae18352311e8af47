/* A refused close leaves the socket as it was, and a later close succeeds: PEER PORT. */
#include "wire.h"

int main(int argc, char **argv)
{
    SOCKET s;
    struct sockaddr_in name;
    int length = sizeof name, on = 1, count;
    char byte;
    if (argc < 3)
        return 2;
    start_winsock();
    s = connect_to_peer(argv);
    /* Without it, data behind an unacknowledged segment would stay at home. */
    if (setsockopt(s, IPPROTO_TCP, TCP_NODELAY, (const char *)&on, sizeof on) == SOCKET_ERROR)
        give_up("nodelay_failed");
    set_linger(s, 20);
    set_nonblocking(s);
    print_value("connected", 1);
    wait_for_test();
    print_value("sent_first", send(s, "first", 5, 0));
    wait_for_test();
    close_and_print("first_close", s);
    print_value("getpeername", getpeername(s, (struct sockaddr *)&name, &length));
    print_value("sent_second", send(s, ", second", 8, 0));
    wait_for_test();
    count = recv(s, &byte, 1, 0);
    print_value("received", count);
    close_and_print("second_close", s);
    length = sizeof name;
    print_value("getpeername_after", getpeername(s, (struct sockaddr *)&name, &length));
    print_value("getpeername_after_error", WSAGetLastError());
    wait_for_test();
    print_value("cleanup", WSACleanup());
    return 0;
}
