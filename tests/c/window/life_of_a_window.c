/* The messages a window begins and ends with, and how its procedure refuses to begin. */
#include "window.h"

static UINT refused;
static int parameter;

static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    LRESULT answer = recording_procedure(window, message, wparam, lparam);
    if (message == WM_NCCREATE || message == WM_CREATE) {
        const CREATESTRUCTA *told = (const CREATESTRUCTA *)lparam;
        ok(told->lpCreateParams == &parameter && strcmp(told->lpszName, "title") == 0, "what it is told");
        ok(strcmp(told->lpszClass, "tests.life") == 0 && told->cx == 30 && told->cy == 40 && told->x == 0, "and more");
        ok(told->hInstance == GetModuleHandleA(NULL) && told->dwExStyle == WS_EX_TOOLWINDOW, "and more");
        ok(IsWindow(window), "it exists already");
    }
    if (message == WM_DESTROY || message == WM_NCDESTROY)
        ok(IsWindow(window), "it exists still");
    if (message == WM_DESTROY)
        ok(DestroyWindow(window), "it is being destroyed anyway");
    if (message == refused)
        return message == WM_CREATE ? -1 : 0;
    return answer;
}

static HWND create(void)
{
    seen_count = 0;
    return CreateWindowExA(WS_EX_TOOLWINDOW, "tests.life", "title", WS_OVERLAPPED, CW_USEDEFAULT, 0, 30, 40, NULL, NULL,
                           GetModuleHandleA(NULL), &parameter);
}

static void ok_seen(int count, const UINT *expected, const char *when)
{
    int at;
    ok(seen_count == count, "%s: %d messages instead of %d", when, seen_count, count);
    for (at = 0; at < count && at < seen_count; at++)
        ok(seen[at] == expected[at], "%s: message %d is 0x%x instead of 0x%x", when, at, seen[at], expected[at]);
}

int main(void)
{
    static const UINT begin[] = {WM_NCCREATE, WM_NCCALCSIZE, WM_CREATE};
    static const UINT end[] = {WM_DESTROY, WM_NCDESTROY};
    static const UINT refused_early[] = {WM_NCCREATE, WM_NCDESTROY};
    static const UINT refused_late[] = {WM_NCCREATE, WM_NCCALCSIZE, WM_CREATE, WM_DESTROY, WM_NCDESTROY};
    HWND window;
    register_class("tests.life", procedure);

    window = create();
    ok(window != NULL && IsWindow(window), "created");
    ok_seen(3, begin, "begin");
    seen_count = 0;
    require(PostMessageA(window, WM_USER, 0, 0));
    ok(DestroyWindow(window) && !IsWindow(window), "destroyed");
    ok_seen(2, end, "end");
    ok(queue_is_empty(), "its messages went with it");
    ok_call_fails(DestroyWindow(window), FALSE, ERROR_INVALID_WINDOW_HANDLE);

    refused = WM_CREATE;
    SetLastError(1234);
    ok(create() == NULL && GetLastError() == 1234, "refused by WM_CREATE; the last error is the procedure's");
    ok_seen(5, refused_late, "refused by WM_CREATE");
    ok(!IsWindow(seen_by[0]), "it does not exist");

    refused = WM_NCCREATE;
    ok(create() == NULL, "refused by WM_NCCREATE");
    ok_seen(2, refused_early, "refused by WM_NCCREATE");
    ok(!IsWindow(seen_by[0]), "it does not exist");
    ok(UnregisterClassA("tests.life", NULL), "no window is left");
    return ok_done();
}
