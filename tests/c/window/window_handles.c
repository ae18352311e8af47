/* A handle that is stale stays so; numbers that are no handles are refused everywhere; there are 10,000 at most. */
#include "window.h"

static void every_call_fails(HWND window)
{
    char text[8];
    RECT area;
    ok(!IsWindow(window), "no window");
    ok_call_fails(PostMessageA(window, WM_USER, 0, 0), FALSE, ERROR_INVALID_WINDOW_HANDLE);
    ok_call_fails(SendMessageA(window, WM_USER, 0, 0), 0, ERROR_INVALID_WINDOW_HANDLE);
    ok_call_fails(SendNotifyMessageW(window, WM_USER, 0, 0), FALSE, ERROR_INVALID_WINDOW_HANDLE);
    ok_call_fails(SendMessageTimeoutA(window, WM_USER, 0, 0, 0, 10, NULL), 0, ERROR_INVALID_WINDOW_HANDLE);
    ok_call_fails(DestroyWindow(window), FALSE, ERROR_INVALID_WINDOW_HANDLE);
    ok_call_fails(SetTimer(window, 1, 10, NULL), 0, ERROR_INVALID_WINDOW_HANDLE);
    ok_call_fails(KillTimer(window, 1), FALSE, ERROR_INVALID_WINDOW_HANDLE);
    ok_call_fails(GetWindowLongPtrA(window, GWLP_USERDATA), 0, ERROR_INVALID_WINDOW_HANDLE);
    ok_call_fails(SetWindowLongPtrA(window, GWLP_USERDATA, 0), 0, ERROR_INVALID_WINDOW_HANDLE);
    ok_call_fails(GetWindowTextA(window, text, 8), 0, ERROR_INVALID_WINDOW_HANDLE);
    ok_call_fails(SetWindowTextA(window, "x"), FALSE, ERROR_INVALID_WINDOW_HANDLE);
    ok_call_fails(GetClassNameA(window, text, 8), 0, ERROR_INVALID_WINDOW_HANDLE);
    ok_call_fails(GetWindowThreadProcessId(window, NULL), 0, ERROR_INVALID_WINDOW_HANDLE);
    ok_call_fails(GetParent(window), NULL, ERROR_INVALID_WINDOW_HANDLE);
    ok_call_fails(ShowWindow(window, SW_SHOW), FALSE, ERROR_INVALID_WINDOW_HANDLE);
    ok_call_fails(GetClientRect(window, &area), FALSE, ERROR_INVALID_WINDOW_HANDLE);
    ok_call_fails(EnableWindow(window, TRUE), FALSE, ERROR_INVALID_WINDOW_HANDLE);
}

int main(void)
{
    static HWND many[10000];
    static const ULONG_PTR garbage[] = {2, 0x10000, 0x10011, 0x7fffffff, 0xfffffffe};
    HWND stale, other;
    MSG message;
    int at;
    register_class("tests.handles", recording_procedure);
    stale = new_window("tests.handles", HWND_MESSAGE);
    ok(((ULONG_PTR)stale & 1) == 0 && (ULONG_PTR)stale >> 31 == 0, "an even number that fits an int");
    require(DestroyWindow(stale));
    for (at = 0; at < 5000; at++) {
        other = new_window("tests.handles", HWND_MESSAGE);
        ok(other != stale, "used again after %d windows", at);
        require(DestroyWindow(other));
    }
    every_call_fails(stale);
    for (at = 0; at < 5; at++)
        every_call_fails((HWND)garbage[at]);
    ok_call_fails(GetMessageA(&message, stale, 0, 0), -1, ERROR_INVALID_WINDOW_HANDLE);
    ok_call_fails(PeekMessageA(&message, stale, 0, 0, PM_REMOVE), FALSE, ERROR_INVALID_WINDOW_HANDLE);
    ok_call_fails(GetMessageA(NULL, NULL, 0, 0), -1, ERROR_NOACCESS);
    ok_call_fails(PeekMessageA(NULL, NULL, 0, 0, 0), FALSE, ERROR_NOACCESS);
    ok(DispatchMessageA(NULL) == 0 && !TranslateMessage(NULL), "NULL for a message");
    ok(IsWindow(GetDesktopWindow()), "the desktop is one");
    ok_call_fails(DestroyWindow(GetDesktopWindow()), FALSE, ERROR_ACCESS_DENIED);

    for (at = 0; at < 10000; at++) {
        many[at] = CreateWindowA("tests.handles", NULL, 0, 0, 0, 0, 0, HWND_MESSAGE, NULL, NULL, NULL);
        require(many[at] != NULL);
    }
    ok_call_fails(CreateWindowA("tests.handles", NULL, 0, 0, 0, 0, 0, HWND_MESSAGE, NULL, NULL, NULL), NULL,
                  ERROR_NO_MORE_USER_HANDLES);
    for (at = 9999; at >= 0; at--)
        require(DestroyWindow(many[at]));
    ok(UnregisterClassA("tests.handles", NULL), "none is left");
    return ok_done();
}
