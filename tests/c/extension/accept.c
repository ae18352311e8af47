/* AcceptEx without room for data ends as soon as a connection is there; the addresses stand in the buffer. */
#include "extension.h"

int main(void)
{
    SOCKET listener, acceptor, client;
    OVERLAPPED overlapped;
    char buffer[2 * ADDRESS_ROOM], data[8];
    struct sockaddr *local = NULL, *remote = NULL;
    int local_len = 0, remote_len = 0;
    DWORD bytes = 99;
    start_winsock();
    listener = tcp_listener();
    acceptor = tcp_socket();
    overlapped = with_event();
    WSASetLastError(0);
    ok(!AcceptEx(listener, acceptor, buffer, 0, ADDRESS_ROOM, ADDRESS_ROOM, &bytes, &overlapped), "nobody is there yet");
    ok(WSAGetLastError() == WSA_IO_PENDING, "pending");
    ok(is_pending(&overlapped), "status");
    client = connected_to(listener);
    ok(ended(listener, &overlapped, &bytes) == 0 && bytes == 0, "accepted");
    GetAcceptExSockaddrs(buffer, 0, ADDRESS_ROOM, ADDRESS_ROOM, &local, &local_len, &remote, &remote_len);
    ok(local_len == sizeof(struct sockaddr_in) && remote_len == sizeof(struct sockaddr_in), "lengths");
    ok(local && ((struct sockaddr_in *)local)->sin_port == local_address(listener).sin_port, "local address");
    ok(remote && ((struct sockaddr_in *)remote)->sin_port == local_address(client).sin_port, "remote address");
    ok(send(client, "hello", 5, 0) == 5, "send");
    ok(recv(acceptor, data, sizeof data, 0) == 5 && memcmp(data, "hello", 5) == 0, "receive");
    ok(send(acceptor, "back", 4, 0) == 4 && recv(client, data, sizeof data, 0) == 4, "the other way");
    ok(closesocket(client) == 0 && recv(acceptor, data, sizeof data, 0) == 0, "the end");
    ok(closesocket(acceptor) == 0, "close");
    WSACleanup();
    return ok_done();
}
