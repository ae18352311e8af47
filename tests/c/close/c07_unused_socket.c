/* C7: the tutorial's program: start up, make a socket, close it, clean up. */
#include "../ok.h"

int main(void)
{
    WSADATA data;
    SOCKET s;
    ok(WSAStartup(MAKEWORD(2, 2), &data) == NO_ERROR, "WSAStartup");
    s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    ok(s != INVALID_SOCKET, "socket");
    ok(closesocket(s) != SOCKET_ERROR, "closesocket");
    ok(WSACleanup() == 0, "WSACleanup");
    return ok_done();
}
