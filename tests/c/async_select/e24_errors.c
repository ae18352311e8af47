/* E24: errors of WSAAsyncSelect; a window that is gone hears of nothing. */
#include "async_select.h"

int main(void)
{
    SOCKET pair[2];
    HWND window;
    char room[8];
    ok_fails(WSAAsyncSelect(4, NULL, WM_SOCKET, FD_READ), WSANOTINITIALISED);
    start_winsock();
    window = message_window(DefWindowProcA);
    tcp_pair(pair);
    ok_fails(WSAAsyncSelect(pair[1], NULL, WM_SOCKET, FD_READ), WSAEINVAL);
    ok_fails(WSAAsyncSelect(pair[1], (HWND)(size_t)0x7ffe, WM_SOCKET, FD_READ), WSAEINVAL);
    ok_fails(WSAAsyncSelect(pair[1], window, WM_SOCKET, 1 << FD_MAX_EVENTS), WSAEINVAL);
    ok_fails(WSAAsyncSelect(INVALID_SOCKET, window, WM_SOCKET, FD_READ), WSAENOTSOCK);
    ok(WSAAsyncSelect(pair[1], window, WM_SOCKET, FD_READ | FD_CLOSE) == 0, "select");
    ok(DestroyWindow(window), "the window goes");
    ok_sends(pair[0], "data");
    ok(becomes_ready(pair[1], 'r', 20000), "data arrives");
    ok(recv(pair[1], room, 8, 0) == 4, "it can be received");
    ok_no_message();
    ok_fails(WSAAsyncSelect(pair[1], window, WM_SOCKET, FD_READ), WSAEINVAL);
    closesocket(pair[1]);
    ok_fails(WSAAsyncSelect(pair[1], window, WM_SOCKET, 0), WSAENOTSOCK);
    WSACleanup();
    return ok_done();
}
