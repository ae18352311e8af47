/* Text reaches a window in the form that its procedure expects. */
#include "window.h"

static const WCHAR wide_text[] = {'g', 'r', 0xfc, 0xdf, 0x20ac, 0};
static const char narrow_text[] = "gr\xc3\xbc\xc3\x9f\xe2\x82\xac";
static int saw_narrow, saw_wide;

static int same(const WCHAR *one, const WCHAR *other)
{
    while (*one && *one == *other)
        one++, other++;
    return *one == *other;
}

static LRESULT CALLBACK narrow_procedure(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    if (message == WM_SETTEXT && lparam != 0)
        saw_narrow += strcmp((const char *)lparam, narrow_text) == 0;
    if (message == WM_CREATE)
        saw_narrow += strcmp(((const CREATESTRUCTA *)lparam)->lpszName, narrow_text) == 0;
    return DefWindowProcA(window, message, wparam, lparam);
}

static LRESULT CALLBACK wide_procedure(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    if (message == WM_SETTEXT && lparam != 0)
        saw_wide += same((const WCHAR *)lparam, wide_text);
    if (message == WM_CREATE)
        saw_wide += same(((const CREATESTRUCTW *)lparam)->lpszName, wide_text);
    return DefWindowProcW(window, message, wparam, lparam);
}

static void check_text(HWND window)
{
    char narrow[32];
    WCHAR wide[32];
    ok(SetWindowTextA(window, narrow_text) && SetWindowTextW(window, wide_text), "set in both forms");
    ok(GetWindowTextLengthA(window) == 9 && GetWindowTextLengthW(window) == 5, "length");
    ok(GetWindowTextA(window, narrow, 32) == 9 && strcmp(narrow, narrow_text) == 0, "narrow: %s", narrow);
    ok(GetWindowTextW(window, wide, 32) == 5 && same(wide, wide_text), "wide");
    ok(GetWindowTextA(window, narrow, 4) == 2 && strcmp(narrow, "gr") == 0, "not cut within a character");
    ok(GetWindowTextW(window, wide, 4) == 3 && wide[3] == 0, "cut");
    ok(GetWindowTextA(window, narrow, 0) == 0 && GetWindowTextA(window, NULL, 5) == 0, "no room");
    ok(SendMessageA(window, WM_GETTEXT, 32, (LPARAM)narrow) == 9 && strcmp(narrow, narrow_text) == 0, "by message");
    ok(SetWindowTextA(window, NULL) && GetWindowTextLengthW(window) == 0, "none");
}

int main(void)
{
    static const WCHAR wide_class[] = {'t', 'e', 's', 't', 's', '.', 'w', 0};
    WNDCLASSW definition;
    HWND narrow, wide;
    register_class("tests.a", narrow_procedure);
    memset(&definition, 0, sizeof definition);
    definition.lpfnWndProc = wide_procedure;
    definition.lpszClassName = wide_class;
    require(RegisterClassW(&definition));

    narrow = CreateWindowExW(0, (LPCWSTR)(ULONG_PTR)GetClassLongPtrA(new_window("tests.a", NULL), GCW_ATOM), wide_text, 0, 0,
                             0, 0, 0, NULL, NULL, NULL, NULL);
    wide = CreateWindowExA(0, "tests.w", narrow_text, 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL);
    require(narrow != NULL && wide != NULL);
    ok(!IsWindowUnicode(narrow) && IsWindowUnicode(wide), "by the class");
    ok(saw_narrow == 1 && saw_wide == 1, "a new window's text");
    check_text(narrow);
    check_text(wide);
    ok(saw_narrow == 3 && saw_wide == 3, "converted for the procedure");
    ok(FindWindowA("tests.w", NULL) == wide && FindWindowW(NULL, wide_text) == NULL, "found");
    ok(SetWindowTextW(wide, wide_text) && FindWindowA(NULL, narrow_text) == wide, "found by its text");
    return ok_done();
}
