/* Closing the listener ends every AcceptEx with WSA_OPERATION_ABORTED, also one that has its connection and waits for
 * data. */
#include "extension.h"

int main(void)
{
    SOCKET listener, acceptors[3], client;
    OVERLAPPED overlapped[3];
    char buffers[3][8 + 2 * ADDRESS_ROOM], data[1];
    int i, seconds, len = sizeof seconds;
    DWORD bytes;
    start_winsock();
    listener = tcp_listener();
    for (i = 0; i < 3; i++) {
        acceptors[i] = tcp_socket();
        overlapped[i] = with_event();
        ok(begun(AcceptEx(listener, acceptors[i], buffers[i], i == 2 ? 0 : 8, ADDRESS_ROOM, ADDRESS_ROOM, &bytes, &overlapped[i])), "AcceptEx");
    }
    client = connected_to(listener);
    do {
        len = sizeof seconds;
        require(getsockopt(acceptors[0], SOL_SOCKET, SO_CONNECT_TIME, (char *)&seconds, &len) == 0);
        SwitchToThread();
    } while (seconds == -1);
    ok(closesocket(listener) == 0, "close");
    for (i = 0; i < 3; i++)
        ok(ended(listener, &overlapped[i], &bytes) != -1 && overlapped[i].Internal == 0xC0000120, "accept %d was cancelled: %x", i, (unsigned)overlapped[i].Internal);
    ok_fails(recv(client, data, 1, 0), WSAECONNRESET);
    for (i = 0; i < 3; i++)
        ok(bound(acceptors[i]) && closesocket(acceptors[i]) == 0, "acceptor %d is free again", i);
    WSACleanup();
    return ok_done();
}
