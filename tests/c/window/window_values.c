/* What a program keeps with a window, and a procedure put in front of another. */
#include "window.h"

static WNDPROC former;

static LRESULT CALLBACK in_front(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    if (message == WM_USER)
        return 1 + CallWindowProcA(former, window, message, wparam, lparam);
    return CallWindowProcA(former, window, message, wparam, lparam);
}

static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    return message == WM_USER ? 40 : DefWindowProcA(window, message, wparam, lparam);
}

int main(void)
{
    WNDCLASSA definition;
    HWND window, parent;
    memset(&definition, 0, sizeof definition);
    definition.lpfnWndProc = procedure;
    definition.lpszClassName = "tests.values";
    definition.cbWndExtra = 12;
    require(RegisterClassA(&definition));
    window = CreateWindowExA(WS_EX_TOPMOST, "tests.values", NULL, WS_POPUP, 1, 2, 3, 4, NULL, NULL, NULL, NULL);
    require(window != NULL);

    ok(SetWindowLongPtrA(window, GWLP_USERDATA, 0x123456789abc) == 0, "0 before");
    ok(GetWindowLongPtrW(window, GWLP_USERDATA) == 0x123456789abc, "8 bytes");
    ok(GetWindowLongA(window, GWLP_USERDATA) == 0x56789abc, "4 of them");
    ok(SetWindowLongPtrA(window, 4, -2) == 0 && GetWindowLongPtrA(window, 4) == -2, "extra bytes");
    ok(GetWindowLongA(window, 8) == -1 && GetWindowLongA(window, 0) == 0, "4 of them");
    ok_call_fails(GetWindowLongPtrA(window, 5), 0, ERROR_INVALID_INDEX);
    ok_call_fails(SetWindowLongPtrA(window, 12, 1), 0, ERROR_INVALID_INDEX);
    ok_call_fails(GetWindowLongPtrA(window, -100), 0, ERROR_INVALID_INDEX);
    ok_call_fails(GetWindowLongA(window, GWLP_WNDPROC), 0, ERROR_INVALID_INDEX);
    ok(GetWindowLongA(window, GWL_EXSTYLE) == WS_EX_TOPMOST, "extended style");
    ok((DWORD)GetWindowLongA(window, GWL_STYLE) == WS_POPUP, "style");
    ok(GetWindowLongPtrA(window, GWLP_HINSTANCE) == (LONG_PTR)GetModuleHandleA(NULL), "NULL is the program");
    ok(SetWindowLongPtrA(window, GWLP_ID, 5) == 0 && GetDlgCtrlID(window) == 5, "its number");

    parent = CreateWindowA("tests.values", NULL, WS_POPUP, 0, 0, 0, 0, NULL, NULL, NULL, NULL);
    ok(SetWindowLongPtrA(window, GWLP_HWNDPARENT, (LONG_PTR)parent) == 0 && GetParent(window) == parent, "an owner");
    ok(DestroyWindow(parent) && !IsWindow(window), "with which it ends");

    window = new_window("tests.values", HWND_MESSAGE);
    ok(SendMessageA(window, WM_USER, 0, 0) == 40, "its procedure");
    former = (WNDPROC)SetWindowLongPtrA(window, GWLP_WNDPROC, (LONG_PTR)in_front);
    ok(former == procedure, "which is given back");
    ok(SendMessageA(window, WM_USER, 0, 0) == 41, "with another in front of it");
    ok_call_fails(SetWindowLongPtrA(window, GWLP_WNDPROC, 0), 0, ERROR_INVALID_PARAMETER);
    ok(SendMessageA(window, WM_USER, 0, 0) == 41, "none is not put there");
    ok(DestroyWindow(window), "the end");
    return ok_done();
}
