/* E18: data that AcceptEx takes is not recorded as FD_READ of the socket that got the connection; what it leaves is. */
#include "../extension/extension.h"
#include "../events.h"

#define ROOM 4

static SOCKET accepts(SOCKET listener, OVERLAPPED *overlapped, char *buffer, WSAEVENT *event)
{
    SOCKET acceptor = tcp_socket();
    DWORD bytes;
    *event = selected_event(acceptor, FD_READ | FD_CLOSE);
    *overlapped = with_event();
    require(begun(AcceptEx(listener, acceptor, buffer, ROOM, ADDRESS_ROOM, ADDRESS_ROOM, &bytes, overlapped)));
    return acceptor;
}

int main(void)
{
    SOCKET listener, client, acceptor;
    WSAEVENT event;
    OVERLAPPED overlapped;
    char buffer[ROOM + 2 * ADDRESS_ROOM], room[8];
    DWORD bytes = 0;
    int early;
    start_winsock();
    listener = tcp_listener();
    for (early = 0; early < 2; early++) {
        if (early) {
            client = connected_to(listener);
            ok_sends(client, "data");
            acceptor = accepts(listener, &overlapped, buffer, &event);
        } else {
            acceptor = accepts(listener, &overlapped, buffer, &event);
            client = connected_to(listener);
            ok_sends(client, "data");
        }
        ok(ended(listener, &overlapped, &bytes) == 0 && bytes == 4, "AcceptEx has it, %u bytes", (unsigned)bytes);
        ok_no_events(acceptor, event);
        ok_sends(client, "more");
        ok_events(acceptor, event, FD_READ);
        ok(recv(acceptor, room, sizeof room, 0) == 4, "recv has the rest");
        ok_no_events(acceptor, event);
        closesocket(client);
        ok_events(acceptor, event, FD_CLOSE);
        closesocket(acceptor);
        WSACloseEvent(event);
    }
    client = connected_to(listener);
    ok_sends(client, "too much");
    acceptor = accepts(listener, &overlapped, buffer, &event);
    ok(ended(listener, &overlapped, &bytes) == 0 && bytes == 4, "AcceptEx has its room full");
    ok_events(acceptor, event, FD_READ);
    ok(recv(acceptor, room, sizeof room, 0) == 4, "recv has what was left");
    WSACleanup();
    return ok_done();
}
