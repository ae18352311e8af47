/* A parent is told when a child begins and ends, unless the child is not to. */
#include "window.h"

static WPARAM told[4];
static int told_count;

static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    if (message == WM_PARENTNOTIFY && told_count < 4)
        told[told_count++] = wparam;
    return DefWindowProcA(window, message, wparam, lparam);
}

int main(void)
{
    HWND parent, child;
    register_class("tests.told", procedure);
    parent = new_window("tests.told", NULL);
    child = CreateWindowA("static", "label", WS_CHILD, 0, 0, 0, 0, parent, (HMENU)5, NULL, NULL);
    ok(child != NULL && told_count == 1 && told[0] == MAKEWPARAM(WM_CREATE, 5), "of its beginning");
    ok(GetDlgItem(parent, 5) == child && GetDlgCtrlID(child) == 5, "by its number");
    ok(DestroyWindow(child) && told_count == 2 && told[1] == MAKEWPARAM(WM_DESTROY, 5), "of its end");
    ok_call_fails(GetDlgItem(parent, 5), NULL, ERROR_CONTROL_ID_NOT_FOUND);
    child = CreateWindowExA(WS_EX_NOPARENTNOTIFY, "static", NULL, WS_CHILD, 0, 0, 0, 0, parent, NULL, NULL, NULL);
    ok(child != NULL && DestroyWindow(child) && told_count == 2, "or not");
    ok_call_fails(CreateWindowA("static", NULL, WS_CHILD, 0, 0, 0, 0, NULL, NULL, NULL, NULL), NULL,
                  ERROR_TLW_WITH_WSCHILD);
    ok_call_fails(CreateWindowA("static", NULL, WS_CHILD, 0, 0, 0, 0, child, NULL, NULL, NULL), NULL,
                  ERROR_INVALID_WINDOW_HANDLE);
    return ok_done();
}
