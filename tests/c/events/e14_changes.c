/* E14: all ten events may be selected; those of the quality of service never come. */
#include "../events.h"

int main(void)
{
    SOCKET s;
    WSAEVENT event;
    start_winsock();
    s = udp_socket();
    event = selected_event(s, FD_QOS | FD_GROUP_QOS | FD_ROUTING_INTERFACE_CHANGE | FD_ADDRESS_LIST_CHANGE);
    bound(s);
    ok_no_events(s, event);
    WSACleanup();
    return ok_done();
}
