/* What a lookup ends with comes in the message; only what keeps it from beginning is the call's own error. */
#include "async.h"

int main(void)
{
    static char buffer[MAXGETHOSTSTRUCT];
    HWND window = answer_window();
    ok_not_begun(WSAAsyncGetHostByName(window, WM_ANSWER, "127.0.0.1", buffer, sizeof buffer), WSANOTINITIALISED);
    ok_fails(WSACancelAsyncRequest((HANDLE)1), WSANOTINITIALISED);
    start_winsock();
    ok_answer(WSAAsyncGetHostByName(window, WM_ANSWER, "256.0.0.1", buffer, sizeof buffer), WSANO_DATA);
    ok_answer(WSAAsyncGetServByName(window, WM_ANSWER, "no such service", "tcp", buffer, sizeof buffer), WSANO_DATA);
    ok_answer(WSAAsyncGetServByPort(window, WM_ANSWER, htons(2), "tcp", buffer, sizeof buffer), WSANO_DATA);
    ok_answer(WSAAsyncGetProtoByName(window, WM_ANSWER, "no such protocol", buffer, sizeof buffer), WSANO_DATA);
    ok_answer(WSAAsyncGetProtoByNumber(window, WM_ANSWER, 253, buffer, sizeof buffer), WSANO_DATA);
    ok_answer(WSAAsyncGetHostByAddr(window, WM_ANSWER, "\177\0\0\1", 4, 77, buffer, sizeof buffer), WSAEAFNOSUPPORT);
    ok_answer(WSAAsyncGetHostByAddr(window, WM_ANSWER, "\177\0", 2, AF_INET, buffer, sizeof buffer), WSAEFAULT);
    ok_answer(WSAAsyncGetHostByName(window, WM_ANSWER, NULL, buffer, sizeof buffer), WSAEFAULT);
    ok_answer(WSAAsyncGetHostByName(window, WM_ANSWER, "127.0.0.1", NULL, 1024), WSAEFAULT);
    ok_not_begun(WSAAsyncGetHostByName(NULL, WM_ANSWER, "127.0.0.1", buffer, sizeof buffer), WSAEINVAL);
    require(DestroyWindow(window));
    ok_not_begun(WSAAsyncGetHostByName(window, WM_ANSWER, "127.0.0.1", buffer, sizeof buffer), WSAEINVAL);
    WSACleanup();
    return ok_done();
}
