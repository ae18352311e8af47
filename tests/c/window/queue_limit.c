/* A queue holds 10,000 posted messages; others are refused until some are retrieved. Each queue has its own limit. */
#include "window.h"

static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    return DefWindowProcA(window, message, wparam, lparam);
}

int main(void)
{
    struct pump pump;
    HWND window = message_window(recording_procedure);
    MSG message;
    DWORD at;
    start_pump(&pump, procedure);
    for (at = 0; at < 10000; at++)
        require(PostMessageA(at % 2 ? window : NULL, WM_USER, at, 0));
    ok_call_fails(PostMessageA(window, WM_USER, 0, 0), FALSE, ERROR_NOT_ENOUGH_QUOTA);
    ok_call_fails(PostThreadMessageA(GetCurrentThreadId(), WM_USER, 0, 0), FALSE, ERROR_NOT_ENOUGH_QUOTA);
    ok(PostMessageA(pump.window, WM_USER, 0, 0), "another queue has room");
    ok(SendMessageA(window, WM_USER, 0, 0) == 0, "sending needs none");
    PostQuitMessage(1);
    message = take();
    ok(message.wParam == 0 && PostMessageA(window, WM_USER, 10000, 0), "room for one");
    for (at = 1; at <= 10000; at++) {
        message = take();
        ok(message.wParam == at, "%lu instead of %lu", (unsigned long)message.wParam, (unsigned long)at);
    }
    ok(take().message == WM_QUIT && queue_is_empty(), "then the end");
    end_pump(&pump);
    return ok_done();
}
