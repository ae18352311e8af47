/* C8: UDP sockets that are closed while others receive on them and send to them. */
#include "rounds.h"

static void receive_until_closed(void *argument)
{
    SOCKET s = *(SOCKET *)argument;
    char buffer[16];
    for (;;) {
        int count = recv(s, buffer, sizeof buffer, 0);
        if (count == SOCKET_ERROR) {
            ok(WSAGetLastError() == WSAEINTR || WSAGetLastError() == WSAENOTSOCK, "recv ends");
            return;
        }
        ok(count == 2 && memcmp(buffer, "hi", 2) == 0, "a datagram of %d bytes", count);
    }
}

static void work(void *argument)
{
    int i, k, rounds = *(int *)argument;
    for (i = 0; i < rounds; i++) {
        SOCKET receiver = bound(udp_socket()), sender = udp_socket();
        struct sockaddr_in address = local_address(receiver);
        struct thread thread;
        start_thread(&thread, receive_until_closed, &receiver);
        for (k = 0; k < 10; k++)
            ok(sendto(sender, "hi", 2, 0, (struct sockaddr *)&address, sizeof address) == 2, "sendto");
        ok(closesocket(receiver) == 0 && closesocket(sender) == 0, "closesocket");
        join_thread(&thread);
    }
}

int main(void)
{
    return stress(work, 40);
}
