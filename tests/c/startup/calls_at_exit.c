/* Calls that block work to the very end of a program: in functions given to atexit, and so in destructors of C++
 * globals, which run when the main thread's own data is gone. */
#include "../thread.h"

static SOCKET pair[2];

static void finish(void)
{
    char byte;
    struct sockaddr_in address;
    fd_set members;
    struct timeval time = {20, 0};
    HANDLE event = CreateEvent(NULL, TRUE, TRUE, NULL);
    FD_ZERO(&members);
    FD_SET(pair[1], &members);
    ok(send(pair[0], "x", 1, 0) == 1, "send");
    ok(select(0, &members, NULL, NULL, &time) == 1, "select");
    ok(recv(pair[1], &byte, 1, 0) == 1, "recv");
    ok(WaitForSingleObject(event, INFINITE) == WAIT_OBJECT_0, "WaitForSingleObject");
    ok(gethostbyname("127.0.0.1") != NULL, "gethostbyname");
    address = local_address(pair[0]);
    ok(strcmp(inet_ntoa(address.sin_addr), "127.0.0.1") == 0, "inet_ntoa");
    CloseHandle(event);
    ok(closesocket(pair[0]) == 0 && closesocket(pair[1]) == 0, "closesocket");
    ok(WSACleanup() == 0, "WSACleanup");
    if (ok_done())
        _Exit(1);
}

int main(void)
{
    char byte;
    require(atexit(finish) == 0);
    start_winsock();
    tcp_pair(pair);
    ok(send(pair[1], "x", 1, 0) == 1 && recv(pair[0], &byte, 1, 0) == 1, "calls in main");
    return ok_done();
}
