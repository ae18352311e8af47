/* Start-ups count: Winsock works until as many WSACleanup calls have come. */
#include "../ok.h"

int main(void)
{
    SOCKET s;
    ok_fails(WSACleanup(), WSANOTINITIALISED);
    start_winsock();
    start_winsock();
    s = socket(AF_INET, SOCK_STREAM, 0);
    ok(s != INVALID_SOCKET, "a socket after two start-ups");
    ok(WSACleanup() == 0, "first cleanup");
    ok(closesocket(s) == 0, "sockets work after the first of two cleanups");
    ok(WSACleanup() == 0, "second cleanup");
    ok_fails(socket(AF_INET, SOCK_STREAM, 0), WSANOTINITIALISED);
    ok_fails(WSACleanup(), WSANOTINITIALISED);
    start_winsock();
    s = socket(AF_INET, SOCK_STREAM, 0);
    ok(s != INVALID_SOCKET, "a socket after starting again");
    ok(closesocket(s) == 0, "closesocket");
    ok(WSACleanup() == 0, "last cleanup");
    return ok_done();
}
