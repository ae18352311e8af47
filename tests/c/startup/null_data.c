/* WSAStartup without a WSADATA returns WSAEFAULT and does not count. */
#include "../ok.h"

int main(void)
{
    int error = WSAStartup(MAKEWORD(2, 2), NULL);
    ok(error == WSAEFAULT, "WSAStartup gave %d", error);
    ok_fails(socket(AF_INET, SOCK_STREAM, 0), WSANOTINITIALISED);
    ok_fails(WSACleanup(), WSANOTINITIALISED);
    return ok_done();
}
