/* AcceptEx with room for data ends when data is there, not on connection; a peer that sends nothing keeps nobody
 * else waiting. */
#include "extension.h"

#define ROOM 64

int main(void)
{
    SOCKET listener, acceptors[2], silent, talker;
    OVERLAPPED overlapped[2];
    char buffers[2][ROOM + 2 * ADDRESS_ROOM];
    struct sockaddr *local, *remote;
    int i, local_len, remote_len, seconds = 0, len = sizeof seconds;
    DWORD bytes = 0;
    start_winsock();
    listener = tcp_listener();
    for (i = 0; i < 2; i++) {
        acceptors[i] = tcp_socket();
        overlapped[i] = with_event();
        ok(!AcceptEx(listener, acceptors[i], buffers[i], ROOM, ADDRESS_ROOM, ADDRESS_ROOM, &bytes, &overlapped[i]) && WSAGetLastError() == WSA_IO_PENDING, "AcceptEx");
    }
    silent = connected_to(listener);
    talker = connected_to(listener);
    ok(send(talker, "hello", 5, 0) == 5, "send");
    ok(ended(listener, &overlapped[1], &bytes) == 0 && bytes == 5, "second accept, %u bytes", (unsigned)bytes);
    ok(memcmp(buffers[1], "hello", 5) == 0, "first data");
    GetAcceptExSockaddrs(buffers[1], ROOM, ADDRESS_ROOM, ADDRESS_ROOM, &local, &local_len, &remote, &remote_len);
    ok(((struct sockaddr_in *)remote)->sin_port == local_address(talker).sin_port, "remote address");
    ok(is_pending(&overlapped[0]), "the silent one waits");
    ok(getsockopt(acceptors[0], SOL_SOCKET, SO_CONNECT_TIME, (char *)&seconds, &len) == 0 && seconds != -1, "but is connected");
    ok(send(silent, "late", 4, 0) == 4, "send");
    ok(ended(listener, &overlapped[0], &bytes) == 0 && bytes == 4 && memcmp(buffers[0], "late", 4) == 0, "first accept");
    WSACleanup();
    return ok_done();
}
