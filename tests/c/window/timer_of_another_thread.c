/* Timers belong to the thread of their window. */
#include "window.h"

static HANDLE fired;

static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    if (message == WM_USER)
        return (LRESULT)SetTimer(window, 1, 10, NULL);
    if (message == WM_TIMER) {
        ok(KillTimer(window, wparam), "killed by its thread");
        set_event(fired);
    }
    return DefWindowProcA(window, message, wparam, lparam);
}

int main(void)
{
    struct pump pump;
    fired = new_event();
    start_pump(&pump, procedure);
    ok_call_fails(SetTimer(pump.window, 1, 10, NULL), 0, ERROR_ACCESS_DENIED);
    ok_call_fails(KillTimer(pump.window, 1), FALSE, ERROR_ACCESS_DENIED);
    ok(SendMessageA(pump.window, WM_USER, 0, 0) == 1, "set by its thread");
    ok(signaled_within(fired, 20000), "it wakes a thread that waits for messages");
    end_pump(&pump);
    return ok_done();
}
