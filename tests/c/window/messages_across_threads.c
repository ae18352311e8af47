/* A message posted to the window of a thread that waits in GetMessage wakes it; one sent to it is answered. */
#include "window.h"

static HANDLE posted;
static DWORD processed_by;

static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    switch (message) {
    case WM_USER:
        processed_by = GetCurrentThreadId();
        ok(!InSendMessage(), "posted, not sent");
        set_event(posted);
        return 0;
    case WM_USER + 1:
        ok(InSendMessage() && InSendMessageEx(NULL) == ISMEX_SEND, "sent by another thread");
        return (LRESULT)wparam + lparam;
    }
    return DefWindowProcA(window, message, wparam, lparam);
}

int main(void)
{
    struct pump pump;
    DWORD process = 0;
    posted = new_event();
    start_pump(&pump, procedure);
    ok(GetWindowThreadProcessId(pump.window, &process) == pump.id, "its thread");
    ok(process == GetCurrentProcessId(), "its process");
    ok(PostMessageA(pump.window, WM_USER, 0, 0), "post");
    ok(signaled_within(posted, 20000) && processed_by == pump.id, "processed by the window's thread");
    ok(SendMessageA(pump.window, WM_USER + 1, 40, 2) == 42, "sent and answered");
    ok_call_fails(DestroyWindow(pump.window), FALSE, ERROR_ACCESS_DENIED);
    end_pump(&pump);
    ok(pump.exit_code == 7, "WM_QUIT's argument");
    ok(!IsWindow(pump.window), "a thread's windows end with it");
    ok_call_fails(PostMessageA(pump.window, WM_USER, 0, 0), FALSE, ERROR_INVALID_WINDOW_HANDLE);
    ok_call_fails(SendMessageA(pump.window, WM_USER, 0, 0), 0, ERROR_INVALID_WINDOW_HANDLE);
    ok_call_fails(PostThreadMessageA(pump.id, WM_USER, 0, 0), FALSE, ERROR_INVALID_THREAD_ID);
    return ok_done();
}
