/* While an AcceptEx waits, its acceptor can be used for nothing else; cancelled, it is free again. */
#include "extension.h"

int main(void)
{
    SOCKET listener, acceptor;
    OVERLAPPED overlapped, second;
    char buffer[2 * ADDRESS_ROOM];
    struct sockaddr_in address;
    int len = sizeof address;
    DWORD bytes;
    start_winsock();
    listener = tcp_listener();
    acceptor = tcp_socket();
    overlapped = with_event();
    second = with_event();
    address = local_address(listener);
    ok(begun(AcceptEx(listener, acceptor, buffer, 0, ADDRESS_ROOM, ADDRESS_ROOM, &bytes, &overlapped)), "AcceptEx");
    ok(!AcceptEx(listener, acceptor, buffer, 0, ADDRESS_ROOM, ADDRESS_ROOM, &bytes, &second) && WSAGetLastError() == WSAEINVAL, "twice");
    ok_fails(connect(acceptor, (struct sockaddr *)&address, sizeof address), WSAEINVAL);
    address.sin_port = 0;
    ok_fails(bind(acceptor, (struct sockaddr *)&address, sizeof address), WSAEINVAL);
    ok_fails(getsockname(acceptor, (struct sockaddr *)&address, &len), WSAEINVAL);
    ok_fails(send(acceptor, "x", 1, 0), WSAENOTCONN);
    ok(CancelIoEx((HANDLE)listener, &overlapped), "CancelIoEx");
    ok(ended(listener, &overlapped, &bytes) == WSA_OPERATION_ABORTED, "cancelled");
    ok(bind(acceptor, (struct sockaddr *)&address, sizeof address) == 0, "free again");
    WSACleanup();
    return ok_done();
}
