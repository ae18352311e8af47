/* C3: a failed closesocket returns SOCKET_ERROR; the code is the last error, not the return value. */
#include "../ok.h"

int main(void)
{
    int result;
    start_winsock();
    WSASetLastError(0);
    result = closesocket(INVALID_SOCKET);
    ok(result == SOCKET_ERROR && result == -1, "returned %d", result);
    ok(WSAGetLastError() == WSAENOTSOCK, "WSAGetLastError");
    WSACleanup();
    return ok_done();
}
