/* What is left to DefWindowProc, and what programs without a display may call. */
#include "window.h"

static LRESULT CALLBACK keeps(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    if (message == WM_CLOSE)
        return 0;
    if (message == WM_DESTROY)
        PostQuitMessage(21);
    return DefWindowProcA(window, message, wparam, lparam);
}

int main(void)
{
    HWND window;
    RECT area;
    MSG message;
    register_class("tests.default", recording_procedure);
    window = new_window("tests.default", NULL);
    ok(SendMessageA(window, WM_USER + 9, 1, 2) == 0, "0 for what it does not know");
    ok(SendMessageA(window, WM_QUERYENDSESSION, 0, 0) == TRUE, "yes");
    ok(SendMessageA(window, WM_NOTIFYFORMAT, 0, 0) == NFR_ANSI, "narrow");
    ok(!ShowWindow(window, SW_SHOWDEFAULT) && ShowWindow(window, SW_SHOW) && IsWindowVisible(window), "shown");
    ok(UpdateWindow(window) && InvalidateRect(window, NULL, TRUE) && queue_is_empty(), "nothing is painted");
    ok(ShowWindow(window, SW_HIDE) && !IsWindowVisible(window), "hidden");
    ok(!EnableWindow(window, FALSE) && !IsWindowEnabled(window) && EnableWindow(window, TRUE), "disabled");
    ok(MoveWindow(window, 5, 6, 70, 80, TRUE) && GetClientRect(window, &area), "moved");
    ok(area.left == 0 && area.right == 70 && area.bottom == 80, "its size");
    ok(GetWindowRect(window, &area) && area.left == 5 && area.bottom == 86, "its place");
    ok(SetFocus(window) == NULL && GetFocus() == window, "focus");
    ok(PostMessageA(window, WM_SYSCOMMAND, SC_CLOSE, 0), "closed as by its user");
    message = take();
    ok(!TranslateMessage(&message) && DispatchMessageA(&message) == 0 && !IsWindow(window), "it ends");
    ok(GetFocus() == NULL, "and has no focus");

    window = CreateWindowA("Edit", "typed", WS_POPUP, 0, 0, 0, 0, NULL, NULL, NULL, NULL);
    ok(GetWindowTextLengthA(window) == 5 && SetWindowTextA(window, "more") && DestroyWindow(window), "a control");

    register_class("tests.keeps", keeps);
    window = new_window("tests.keeps", NULL);
    ok(SendMessageA(window, WM_CLOSE, 0, 0) == 0 && IsWindow(window), "a program may refuse");
    ok(DestroyWindow(window) && GetMessageA(&message, NULL, 0, 0) == 0 && message.wParam == 21, "the usual end");
    return ok_done();
}
