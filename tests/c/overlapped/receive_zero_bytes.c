/* A receive without room waits for data and takes none of it. */
#include "overlapped.h"

int main(void)
{
    struct operation receive;
    SOCKET pair[2];
    HANDLE port;
    char bytes[4];
    start_winsock();
    tcp_pair(pair);
    port = new_port(0);
    associate(port, pair[0], 1);
    clear_operation(&receive);
    receive.buffer.len = 0;
    pend_receive(pair[0], &receive, NULL);
    ok_no_packet(port);
    send_text(pair[1], "data");
    ok_packet_of(port, &receive, 0, 0);
    ok(recv(pair[0], bytes, 4, 0) == 4 && memcmp(bytes, "data", 4) == 0, "the data is still there");
    WSACleanup();
    return ok_done();
}
