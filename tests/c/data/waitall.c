/* MSG_WAITALL waits for the whole buffer, or for the end of the connection; it is for blocking streams, and alone. */
#include "../thread.h"

static void send_in_pieces(void *argument)
{
    SOCKET s = *(SOCKET *)argument;
    int i;
    for (i = 0; i < 10; i++)
        ok(send(s, "0123456789", 10, 0) == 10, "send");
    ok(shutdown(s, SD_SEND) == 0, "shutdown");
}

int main(void)
{
    struct thread sender;
    SOCKET pair[2];
    char buffer[90];
    start_winsock();
    tcp_pair(pair);
    start_thread(&sender, send_in_pieces, &pair[0]);
    ok(recv(pair[1], buffer, 90, MSG_WAITALL) == 90, "all that was asked for");
    ok(recv(pair[1], buffer, 90, MSG_WAITALL) == 10, "less at the end");
    ok(recv(pair[1], buffer, 90, MSG_WAITALL) == 0, "the end");
    join_thread(&sender);
    ok_fails(recv(pair[1], buffer, 90, MSG_WAITALL | MSG_PEEK), WSAEOPNOTSUPP);
    ok_fails(recv(pair[1], buffer, 90, MSG_WAITALL | MSG_OOB), WSAEOPNOTSUPP);
    set_nonblocking(pair[1], 1);
    ok_fails(recv(pair[1], buffer, 90, MSG_WAITALL), WSAEOPNOTSUPP);
    ok_fails(recv(bound(udp_socket()), buffer, 90, MSG_WAITALL), WSAEOPNOTSUPP);
    WSACleanup();
    return ok_done();
}
