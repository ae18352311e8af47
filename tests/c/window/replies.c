/* A message of another thread may be answered before it is processed, or need no answer. */
#include "window.h"

static HANDLE release, notified;
static DWORD how;

static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    switch (message) {
    case WM_USER:
        ok(ReplyMessage(11), "answered");
        ok(InSendMessageEx(NULL) == (ISMEX_SEND | ISMEX_REPLIED), "it knows");
        ok(!ReplyMessage(12), "only once");
        require(signaled_within(release, 60000)); /* which only the sender does, with the answer */
        return 13;
    case WM_USER + 1:
        how = InSendMessageEx(NULL);
        set_event(notified);
        return 14;
    }
    return DefWindowProcA(window, message, wparam, lparam);
}

static LRESULT CALLBACK own_procedure(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    if (message == WM_USER) {
        ok(!InSendMessage() && !ReplyMessage(15), "a call within the thread");
        return 16;
    }
    return DefWindowProcA(window, message, wparam, lparam);
}

int main(void)
{
    struct pump pump;
    HWND own = message_window(own_procedure);
    release = new_event();
    notified = new_event();
    start_pump(&pump, procedure);
    ok(SendMessageA(pump.window, WM_USER, 0, 0) == 11, "the answer");
    set_event(release);
    ok(SendNotifyMessageA(pump.window, WM_USER + 1, 0, 0), "without waiting");
    require(signaled_within(notified, 20000));
    ok(how == ISMEX_NOTIFY, "it knows: %lu", (unsigned long)how);
    ok(SendMessageA(own, WM_USER, 0, 0) == 16, "to itself");
    ok(!ReplyMessage(17) && !InSendMessage(), "nothing is being processed");
    ok_call_fails(SendNotifyMessageA(pump.window, WM_SETTEXT, 0, 0), FALSE, ERROR_MESSAGE_SYNC_ONLY);
    ok_call_fails(PostMessageA(pump.window, WM_SETTEXT, 0, 0), FALSE, ERROR_MESSAGE_SYNC_ONLY);
    ok_call_fails(PostMessageA(pump.window, WM_GETTEXT, 0, 0), FALSE, ERROR_MESSAGE_SYNC_ONLY);
    end_pump(&pump);
    return ok_done();
}
