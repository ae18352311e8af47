/* E15: a socket that AcceptEx gave a connection has the listener's selection once it updates its context. */
#include <mswsock.h>

#include "../events.h"

int main(void)
{
    SOCKET listener, client, accepted;
    WSAEVENT event;
    WSAOVERLAPPED overlapped;
    char addresses[64];
    DWORD bytes, flags;
    start_winsock();
    listener = tcp_listener();
    event = selected_event(listener, FD_READ);
    accepted = tcp_socket();
    memset(&overlapped, 0, sizeof overlapped);
    overlapped.hEvent = new_event();
    AcceptEx(listener, accepted, addresses, 0, 32, 32, &bytes, &overlapped);
    client = connected_to(listener);
    ok(WSAGetOverlappedResult(listener, &overlapped, &bytes, TRUE, &flags), "accepted");
    ok_sends(client, "x");
    ok(becomes_ready(accepted, 'r', 20000), "data arrives");
    ok_no_events(accepted, event);
    ok(setsockopt(accepted, SOL_SOCKET, SO_UPDATE_ACCEPT_CONTEXT, (char *)&listener, sizeof listener) == 0, "update");
    ok_events(accepted, event, FD_READ);
    WSACleanup();
    return ok_done();
}
