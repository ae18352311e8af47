/* Only the messages that are asked for are retrieved; WM_QUIT comes anyhow, after what was posted. */
#include "window.h"

int main(void)
{
    MSG message;
    HWND one, other, child;
    register_class("tests.filter", recording_procedure);
    one = new_window("tests.filter", NULL);
    other = new_window("tests.filter", NULL);
    child = new_window("tests.filter", one);
    require(PostMessageA(other, WM_USER, 1, 0) && PostMessageA(NULL, WM_USER + 1, 2, 0));
    require(PostMessageA(child, WM_USER + 2, 3, 0) && PostMessageA(one, WM_USER, 4, 0));

    ok(PeekMessageA(&message, one, 0, 0, PM_REMOVE) && message.wParam == 3, "a window's and its children's");
    ok(PeekMessageA(&message, (HWND)-1, 0, 0, PM_REMOVE) && message.wParam == 2, "the thread's");
    ok(!PeekMessageA(&message, (HWND)-1, 0, 0, PM_REMOVE), "only those");
    ok(!PeekMessageA(&message, NULL, WM_USER + 1, WM_USER + 9, PM_REMOVE), "numbers");
    ok(GetMessageA(&message, one, WM_USER, WM_USER) == TRUE && message.wParam == 4, "both");
    ok(!PeekMessageA(&message, NULL, 0, 0, PM_REMOVE | PM_QS_SENDMESSAGE), "not this kind");
    ok(PeekMessageA(&message, NULL, 0, 0, PM_NOREMOVE | PM_QS_POSTMESSAGE) && message.wParam == 1, "this kind");

    PostQuitMessage(5);
    PostQuitMessage(6);
    ok(PeekMessageA(&message, NULL, 0, 0, PM_REMOVE) && message.wParam == 1, "what was posted comes first");
    ok(PeekMessageA(&message, one, WM_USER, WM_USER, PM_NOREMOVE) && message.message == WM_QUIT, "whatever is wanted");
    ok(GetMessageA(&message, NULL, WM_APP, WM_APP) == 0 && message.message == WM_QUIT, "the end of a loop");
    ok(message.wParam == 6 && message.hwnd == NULL, "its argument");
    ok(queue_is_empty(), "once");
    return ok_done();
}
