/* Posted messages come in the order in which they were posted, with what they were posted with. */
#include "window.h"

static WPARAM got[4];
static int calls;

static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    if (message == WM_USER) {
        got[calls++] = wparam;
        return lparam;
    }
    return DefWindowProcA(window, message, wparam, lparam);
}

int main(void)
{
    HWND window = message_window(procedure);
    MSG message;
    DWORD before = GetTickCount();
    ok(PostMessageA(window, WM_USER, 1, 11) && PostMessageW(window, WM_USER, 2, 12), "post");
    ok(PostMessageA(NULL, WM_APP, 3, 13), "to the thread itself");
    ok(PostThreadMessageA(GetCurrentThreadId(), WM_APP + 1, 4, 14), "to the thread by its id");

    ok(PeekMessageA(&message, NULL, 0, 0, PM_NOREMOVE) && message.wParam == 1, "a look leaves it there");
    ok(GetMessageA(&message, NULL, 0, 0) == TRUE && message.hwnd == window && message.message == WM_USER, "the first");
    ok(message.wParam == 1 && message.lParam == 11, "its arguments");
    ok(message.time - before < 10000 && GetMessageTime() == (LONG)message.time, "its time");
    ok(calls == 0 && DispatchMessageA(&message) == 11 && calls == 1, "dispatched, it is answered");
    message = take();
    ok(DispatchMessageW(&message) == 12 && calls == 2 && got[1] == 2, "the second");
    message = take();
    ok(message.hwnd == NULL && message.message == WM_APP && message.wParam == 3, "without window");
    ok(DispatchMessageA(&message) == 0 && calls == 2, "nobody is called for it");
    message = take();
    ok(message.hwnd == NULL && message.message == WM_APP + 1 && message.lParam == 14, "to the thread");
    ok(queue_is_empty(), "nothing is left");
    ok(DestroyWindow(window), "the end");
    return ok_done();
}
