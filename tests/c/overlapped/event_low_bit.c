/* The lowest bit of hEvent keeps the packet from the port; the event is signaled all the same. */
#include "overlapped.h"

int main(void)
{
    struct operation receive;
    SOCKET pair[2];
    HANDLE port, event;
    start_winsock();
    tcp_pair(pair);
    port = new_port(0);
    event = new_event();
    associate(port, pair[0], 1);
    clear_operation(&receive);
    receive.overlapped.hEvent = (HANDLE)((ULONG_PTR)event | 1);
    pend_receive(pair[0], &receive, NULL);
    send_text(pair[1], "data");
    ok(signaled_within(event, 20000), "the event is signaled");
    ok_no_packet(port);
    clear_operation(&receive);
    pend_receive(pair[0], &receive, NULL);
    send_text(pair[1], "data");
    ok_packet_of(port, &receive, 0, 4);
    WSACleanup();
    return ok_done();
}
