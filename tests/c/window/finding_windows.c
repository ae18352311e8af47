/* Windows are found by class and text, from the topmost down; those for messages only where they are looked for. */
#include "window.h"

struct found {
    HWND windows[8];
    int count, limit;
};

static BOOL CALLBACK note(HWND window, LPARAM argument)
{
    struct found *found = (struct found *)argument;
    found->windows[found->count++] = window;
    return found->count < found->limit;
}

int main(void)
{
    struct found found = {{NULL}, 0, 8};
    HWND lower, upper, message_only, child;
    register_class("tests.find", recording_procedure);
    lower = new_window("tests.find", NULL);
    upper = new_window("tests.find", NULL);
    message_only = new_window("tests.find", HWND_MESSAGE);
    child = new_window("tests.find", lower);

    ok(FindWindowA("TESTS.find", NULL) == upper && FindWindowA(NULL, "text") == upper, "the topmost");
    ok(FindWindowA("tests.find", "other") == NULL && FindWindowA("tests.unknown", NULL) == NULL, "none");
    ok(FindWindowExA(NULL, upper, "tests.find", NULL) == lower, "behind another");
    ok(FindWindowExA(HWND_MESSAGE, NULL, "tests.find", NULL) == message_only, "for messages only");
    ok(FindWindowExA(lower, NULL, NULL, "text") == child && FindWindowExA(lower, child, NULL, NULL) == NULL, "child");
    ok_call_fails(FindWindowExA(lower, upper, NULL, NULL), NULL, ERROR_INVALID_WINDOW_HANDLE);

    ok(EnumWindows(note, (LPARAM)&found), "all");
    ok(found.count == 2 && found.windows[0] == upper && found.windows[1] == lower, "%d top-level windows", found.count);
    found.count = 0;
    found.limit = 1;
    ok(!EnumWindows(note, (LPARAM)&found) && found.count == 1, "until it is told to stop");
    found.count = 0;
    found.limit = 8;
    ok(EnumChildWindows(lower, note, (LPARAM)&found) && found.count == 1 && found.windows[0] == child, "children");
    found.count = 0;
    ok(EnumThreadWindows(GetCurrentThreadId(), note, (LPARAM)&found) && found.count == 2, "of a thread");
    ok(GetWindow(upper, GW_HWNDNEXT) == lower && GetWindow(lower, GW_HWNDPREV) == upper, "neighbours");
    ok(GetWindow(lower, GW_CHILD) == child && GetWindow(upper, GW_CHILD) == NULL, "child");

    ok(SetParent(child, upper) == lower && GetParent(child) == upper && IsChild(upper, child), "moved");
    ok_call_fails(SetParent(upper, child), NULL, ERROR_INVALID_PARAMETER);
    ok(SetParent(upper, HWND_MESSAGE) == GetDesktopWindow() && FindWindowA("tests.find", NULL) == lower, "hidden");
    return ok_done();
}
