/* Windows facts: CloseHandle takes a SOCKET, and closes it as closesocket does. */
#include "../every_call.h"

int main(void)
{
    SOCKET pair[2];
    char byte;
    start_winsock();
    tcp_pair(pair);
    ok(CloseHandle((HANDLE)pair[0]), "CloseHandle");
    every_call_fails(pair[0], WSAENOTSOCK);
    ok(recv(pair[1], &byte, 1, 0) == 0, "the peer sees the end");
    ok(!CloseHandle((HANDLE)pair[0]) && GetLastError() == ERROR_INVALID_HANDLE, "a second CloseHandle fails");
    ok(closesocket(pair[1]) == 0, "closesocket");
    ok(!CloseHandle((HANDLE)pair[1]), "CloseHandle after closesocket fails");
    WSACleanup();
    return ok_done();
}
