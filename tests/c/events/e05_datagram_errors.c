/* E5: a datagram that found no port is one FD_READ, for the next receive tells of it, though a send met the error first;
 * with SIO_UDP_CONNRESET off it is none. */
#include <winsock2.h>
#include <mswsock.h>
#include "../events.h"

static void sends_to(SOCKET s, struct sockaddr_in to)
{
    require(sendto(s, "x", 1, 0, (struct sockaddr *)&to, sizeof to) == 1);
}

int main(void)
{
    SOCKET gone, alive, s;
    struct sockaddr_in closed, open;
    WSAEVENT event;
    BOOL off = FALSE;
    DWORD bytes;
    char byte;
    start_winsock();
    gone = bound(udp_socket());
    closed = local_address(gone);
    require(closesocket(gone) == 0);
    alive = bound(udp_socket());
    open = local_address(alive);
    s = bound(udp_socket());
    event = selected_event(s, FD_READ);
    sends_to(s, closed);
    sends_to(s, open);
    ok_events(s, event, FD_READ);
    ok_fails(recv(s, &byte, 1, 0), WSAECONNRESET);
    ok_no_events(s, event);
    ok_fails(recv(s, &byte, 1, 0), WSAEWOULDBLOCK);
    ok_no_events(s, event);
    ok(!becomes_ready(s, 'r', 0), "nothing is left to receive");

    require(WSAIoctl(s, SIO_UDP_CONNRESET, &off, sizeof off, NULL, 0, &bytes, NULL, NULL) == 0);
    sends_to(s, closed);
    sends_to(s, open);
    ok_no_events(s, event);
    ok_fails(recv(s, &byte, 1, 0), WSAEWOULDBLOCK);
    ok_no_events(s, event);
    open = local_address(s);
    sends_to(alive, open);
    ok_events(s, event, FD_READ);
    ok(recv(s, &byte, 1, 0) == 1, "a datagram");
    WSACleanup();
    return ok_done();
}
