/* C9 C10 C11: a close that races with data still ends each operation exactly once. */
#include "overlapped.h"

enum { ROUNDS = 300, RECEIVES = 4 };

static void send_bytes(void *parameter)
{
    send(*(SOCKET *)parameter, "0123456789", 10, 0);
}

int main(void)
{
    static struct operation receives[RECEIVES];
    HANDLE port;
    int round, i;
    start_winsock();
    port = new_port(0);
    for (round = 0; round < ROUNDS; round++) {
        struct thread sender;
        SOCKET pair[2];
        int received = 0, aborted = 0;
        tcp_pair(pair);
        associate(port, pair[0], (ULONG_PTR)round);
        for (i = 0; i < RECEIVES; i++) {
            clear_operation(&receives[i]);
            receives[i].buffer.len = 3;
            pend_receive(pair[0], &receives[i], NULL);
        }
        start_thread(&sender, send_bytes, &pair[1]);
        require(closesocket(pair[0]) == 0);
        for (i = 0; i < RECEIVES; i++) {
            struct packet packet = take_packet(port, 20000);
            struct operation *operation = (struct operation *)packet.overlapped;
            require(operation != NULL);
            ok(packet.key == (ULONG_PTR)round && operation->ended++ == 0, "round %d: ended once", round);
            ok(packet.error == 0 || packet.error == ERROR_OPERATION_ABORTED, "round %d: error %d", round, (int)packet.error);
            received += packet.error == 0;
            aborted += packet.error != 0;
        }
        ok(received + aborted == RECEIVES, "round %d: %d received, %d aborted", round, received, aborted);
        ok_no_packet(port);
        join_thread(&sender);
        require(closesocket(pair[1]) == 0);
    }
    WSACleanup();
    return ok_done();
}
