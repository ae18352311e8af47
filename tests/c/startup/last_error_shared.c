/* WSAGetLastError and GetLastError read the same value. */
#include "../ok.h"

int main(void)
{
    WSASetLastError(WSAEWOULDBLOCK);
    ok(GetLastError() == WSAEWOULDBLOCK, "GetLastError reads %d", (int)GetLastError());
    SetLastError(ERROR_ACCESS_DENIED);
    ok(WSAGetLastError() == ERROR_ACCESS_DENIED, "WSAGetLastError reads %d", WSAGetLastError());
    ok(closesocket(INVALID_SOCKET) == SOCKET_ERROR, "closesocket without start-up");
    ok(GetLastError() == WSANOTINITIALISED, "GetLastError reads %d", (int)GetLastError());
    return ok_done();
}
