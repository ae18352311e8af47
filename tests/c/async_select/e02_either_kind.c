/* E2: WSAAsyncSelect and WSAEventSelect take each other's place; 0 ends either. */
#include "async_select.h"

int main(void)
{
    SOCKET pair[2];
    WSAEVENT event;
    HWND window;
    char room[8];
    start_winsock();
    window = message_window(DefWindowProcA);
    event = selected_pair(pair, FD_READ);
    ok(WSAAsyncSelect(pair[1], window, WM_SOCKET, FD_READ | FD_WRITE) == 0, "messages in place of the event");
    ok_message(window, pair[1], FD_WRITE, 0);
    ok_sends(pair[0], "data");
    ok_message(window, pair[1], FD_READ, 0);
    ok(!event_comes(event, 0), "the event is not used any more");
    ok(WSAEventSelect(pair[1], event, FD_READ) == 0, "the event in place of messages");
    ok_events(pair[1], event, FD_READ);
    ok(recv(pair[1], room, 2, 0) == 2, "half of it");
    ok_events(pair[1], event, FD_READ);
    ok_no_message();
    ok(WSAAsyncSelect(pair[1], window, WM_SOCKET, FD_READ) == 0, "messages again");
    ok_message(window, pair[1], FD_READ, 0);
    ok(WSAAsyncSelect(pair[1], window, 0, 0) == 0, "nothing");
    ok(recv(pair[1], room, 1, 0) == 1, "some of it");
    ok_no_message();
    set_nonblocking(pair[1], 0);
    WSACleanup();
    return ok_done();
}
