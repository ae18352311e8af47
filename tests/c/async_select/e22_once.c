/* E22: no further message of an event is posted, whatever arrives, before the program has called what enables it. */
#include "async_select.h"

int main(void)
{
    SOCKET pair[2];
    HWND window;
    char room[16];
    start_winsock();
    window = message_window(DefWindowProcA);
    tcp_pair(pair);
    ok(WSAAsyncSelect(pair[1], window, WM_SOCKET, FD_READ | FD_CLOSE) == 0, "select");
    ok_sends(pair[0], "first");
    ok_message(window, pair[1], FD_READ, 0);
    ok_sends(pair[0], "second");
    ok_no_message();
    ok(recv(pair[1], room, 5, 0) == 5, "the first");
    ok_message(window, pair[1], FD_READ, 0);
    ok(shutdown(pair[0], SD_SEND) == 0, "the end");
    ok_no_message();
    ok(recv(pair[1], room, 16, 0) == 6, "the second");
    ok_message(window, pair[1], FD_CLOSE, 0);
    ok(recv(pair[1], room, 16, 0) == 0, "the end");
    ok_no_message();
    WSACleanup();
    return ok_done();
}
