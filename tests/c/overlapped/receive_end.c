/* The end of a connection that came together with data reaches the next receive. */
#include "overlapped.h"

enum { ROUNDS = 200 };

int main(void)
{
    struct operation receive;
    HANDLE port;
    int round;
    start_winsock();
    port = new_port(0);
    for (round = 0; round < ROUNDS; round++) {
        SOCKET pair[2];
        tcp_pair(pair);
        associate(port, pair[0], 1);
        clear_operation(&receive);
        pend_receive(pair[0], &receive, NULL);
        send_text(pair[1], "data");
        if (round % 2)
            require(shutdown(pair[1], SD_SEND) == 0);
        else
            require(closesocket(pair[1]) == 0);
        ok_packet_of(port, &receive, 0, 4);
        clear_operation(&receive);
        begin_receive(pair[0], &receive, NULL);
        ok_packet_of(port, &receive, 0, 0);
        require(closesocket(pair[0]) == 0);
        if (round % 2)
            require(closesocket(pair[1]) == 0);
        if (ok_failures > 0)
            break;
    }
    WSACleanup();
    return ok_done();
}
