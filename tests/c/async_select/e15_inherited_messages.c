/* E15: an accepted socket posts to its listener's window, in its own name. */
#include "async_select.h"

int main(void)
{
    SOCKET listener, client, accepted;
    HWND window;
    start_winsock();
    window = message_window(DefWindowProcA);
    listener = tcp_listener();
    ok(WSAAsyncSelect(listener, window, WM_SOCKET, FD_ACCEPT | FD_READ | FD_CLOSE) == 0, "select");
    client = connected_to(listener);
    ok_message(window, listener, FD_ACCEPT, 0);
    accepted = accept(listener, NULL, NULL);
    ok_sends(client, "data");
    ok_message(window, accepted, FD_READ, 0);
    connected_to(listener);
    ok_message(window, listener, FD_ACCEPT, 0);
    WSACleanup();
    return ok_done();
}
