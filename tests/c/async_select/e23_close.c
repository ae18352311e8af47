/* E23, C12: closesocket posts nothing and no message is posted after it; what was posted before is still there. */
#include "async_select.h"

int main(void)
{
    SOCKET pair[2];
    HWND window;
    start_winsock();
    window = message_window(DefWindowProcA);
    tcp_pair(pair);
    ok(WSAAsyncSelect(pair[1], window, WM_SOCKET, FD_READ | FD_WRITE | FD_CLOSE) == 0, "select");
    ok(closesocket(pair[1]) == 0, "closesocket");
    ok(closesocket(pair[0]) == 0, "the peer");
    ok_message(window, pair[1], FD_WRITE, 0);
    ok_no_message();
    WSACleanup();
    return ok_done();
}
