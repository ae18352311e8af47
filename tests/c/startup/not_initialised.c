/* Before WSAStartup and after the last WSACleanup every call fails with WSANOTINITIALISED, before its
 * arguments are looked at. */
#include "../every_call.h"

static void calls_without_socket_fail(void)
{
    char text[64];
    struct addrinfo *list = NULL;
    WSAPOLLFD entry;
    memset(&entry, 0, sizeof entry);
    ok_fails(socket(AF_INET, SOCK_STREAM, 0), WSANOTINITIALISED);
    ok_fails(socket(-1, -1, -1), WSANOTINITIALISED);
    ok_fails(WSASocketA(AF_INET, SOCK_STREAM, 0, NULL, 0, 0), WSANOTINITIALISED);
    ok_fails(WSASocketW(AF_INET, SOCK_STREAM, 0, NULL, 0, 0), WSANOTINITIALISED);
    ok_fails(select(0, NULL, NULL, NULL, NULL), WSANOTINITIALISED);
    ok_fails(WSAPoll(&entry, 1, 0), WSANOTINITIALISED);
    ok_fails(gethostname(text, sizeof text), WSANOTINITIALISED);
    ok(getaddrinfo("127.0.0.1", NULL, NULL, &list) == WSANOTINITIALISED, "getaddrinfo");
    ok(gethostbyname("127.0.0.1") == NULL && WSAGetLastError() == WSANOTINITIALISED, "gethostbyname");
    ok(getservbyname("http", "tcp") == NULL && WSAGetLastError() == WSANOTINITIALISED, "getservbyname");
}

int main(void)
{
    SOCKET s;
    every_call_fails(INVALID_SOCKET, WSANOTINITIALISED);
    calls_without_socket_fail();
    start_winsock();
    s = tcp_socket();
    require(WSACleanup() == 0);
    every_call_fails(s, WSANOTINITIALISED);
    calls_without_socket_fail();
    return ok_done();
}
