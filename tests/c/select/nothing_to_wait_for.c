/* select without sockets is WSAEINVAL; it is no timer. */
#include "../loopback.h"

int main(void)
{
    struct timeval time = {0, 1000};
    fd_set read, write, except;
    start_winsock();
    FD_ZERO(&read);
    FD_ZERO(&write);
    FD_ZERO(&except);
    ok_fails(select(0, NULL, NULL, NULL, &time), WSAEINVAL);
    ok_fails(select(0, NULL, NULL, NULL, NULL), WSAEINVAL);
    ok_fails(select(0, &read, &write, &except, &time), WSAEINVAL);
    ok_fails(select(1000, &read, NULL, NULL, &time), WSAEINVAL);
    WSACleanup();
    return ok_done();
}
