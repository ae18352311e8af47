/* E23: CloseHandle posts FD_CLOSE. */
#include "async_select.h"

int main(void)
{
    SOCKET pair[2];
    HWND window;
    start_winsock();
    window = message_window(DefWindowProcA);
    tcp_pair(pair);
    ok(WSAAsyncSelect(pair[1], window, WM_SOCKET, FD_CLOSE) == 0, "select");
    ok(CloseHandle((HANDLE)pair[1]), "CloseHandle");
    ok_message(window, pair[1], FD_CLOSE, 0);
    ok(closesocket(pair[0]) == 0, "the peer");
    ok_no_message();
    WSACleanup();
    return ok_done();
}
