/* C39: numbers that are no socket, and handles of other kinds, are WSAENOTSOCK in every call. */
#include "../every_call.h"

int main(void)
{
    HANDLE event;
    SOCKET s;
    start_winsock();
    s = tcp_socket();
    every_call_fails(INVALID_SOCKET, WSAENOTSOCK);
    every_call_fails(0, WSAENOTSOCK);
    every_call_fails(1, WSAENOTSOCK);
    every_call_fails(0x7ffffffc, WSAENOTSOCK);
    every_call_fails(s + 4, WSAENOTSOCK);
    event = CreateEvent(NULL, TRUE, FALSE, NULL);
    require(event != NULL);
    every_call_fails((SOCKET)event, WSAENOTSOCK);
    ok(SetEvent(event) && CloseHandle(event), "the event is untouched");
    ok(closesocket(s) == 0, "and so is the socket");
    WSACleanup();
    return ok_done();
}
