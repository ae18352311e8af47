/* Several receives pending on one socket fill in the order in which they were begun. */
#include "overlapped.h"

enum { RECEIVES = 5 };

int main(void)
{
    static struct operation receives[RECEIVES];
    SOCKET pair[2];
    HANDLE port;
    int i;
    start_winsock();
    tcp_pair(pair);
    port = new_port(0);
    associate(port, pair[0], 1);
    for (i = 0; i < RECEIVES; i++) {
        clear_operation(&receives[i]);
        receives[i].buffer.len = 4;
        pend_receive(pair[0], &receives[i], NULL);
    }
    send_text(pair[1], "aaaabbbbccccddddeeee");
    for (i = 0; i < RECEIVES; i++) {
        char letter = (char)('a' + i);
        ok_packet_of(port, &receives[i], 0, 4);
        ok(receives[i].bytes[0] == letter && receives[i].bytes[3] == letter, "receive %d has its own part", i);
    }
    ok_no_packet(port);
    WSACleanup();
    return ok_done();
}
