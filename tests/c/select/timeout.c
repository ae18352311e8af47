/* select waits as long as it is told, returns 0 and empties the sets; it pays no attention to its first argument. */
#include "../loopback.h"

int main(void)
{
    struct timeval time = {0, 200000}, none = {0, 0};
    SOCKET s;
    fd_set read, except;
    double start;
    start_winsock();
    s = bound(udp_socket());
    FD_ZERO(&read);
    FD_ZERO(&except);
    FD_SET(s, &read);
    FD_SET(s, &except);
    start = now_ms();
    ok(select(-17, &read, NULL, &except, &time) == 0, "select");
    ok(now_ms() - start >= 190 && now_ms() - start < 3000, "it took %d ms", (int)(now_ms() - start));
    ok(read.fd_count == 0 && except.fd_count == 0, "the sets are empty");
    ok(time.tv_sec == 0 && time.tv_usec == 200000, "the time is untouched");
    FD_SET(s, &read);
    start = now_ms();
    ok(select(0, &read, NULL, NULL, &none) == 0, "select without waiting");
    ok(now_ms() - start < 150, "it took %d ms", (int)(now_ms() - start));
    WSACleanup();
    return ok_done();
}
