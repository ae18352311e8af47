/* An accepted socket closes as the options of its listener say: ADDRESS, on which it listens with linger 0. */
#include "wire.h"

int main(int argc, char **argv)
{
    SOCKET listener, s;
    struct sockaddr_in name;
    int length = sizeof name;
    if (argc < 2)
        return 2;
    start_winsock();
    listener = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    if (listener == INVALID_SOCKET)
        give_up("socket_failed");
    memset(&name, 0, sizeof name);
    name.sin_family = AF_INET;
    name.sin_addr.s_addr = inet_addr(argv[1]);
    set_linger(listener, 0);
    if (bind(listener, (struct sockaddr *)&name, sizeof name) == SOCKET_ERROR ||
        listen(listener, SOMAXCONN) == SOCKET_ERROR ||
        getsockname(listener, (struct sockaddr *)&name, &length) == SOCKET_ERROR)
        give_up("listen_failed");
    print_value("port", ntohs(name.sin_port));
    s = accept(listener, NULL, NULL);
    if (s == INVALID_SOCKET)
        give_up("accept_failed");
    close_and_print("close", s);
    wait_for_test();
    close_and_print("close_listener", listener);
    print_value("cleanup", WSACleanup());
    return 0;
}
