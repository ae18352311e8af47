/* Timers: one message each at most, after everything else; routines; numbers. */
#include "window.h"

static int routine_calls;
static UINT_PTR routine_id;

static VOID CALLBACK routine(HWND window, UINT message, UINT_PTR id, DWORD time)
{
    ok(window == NULL && message == WM_TIMER && id == routine_id && GetTickCount() - time < 10000, "arguments");
    routine_calls++;
}

static VOID CALLBACK stranger(HWND window, UINT message, UINT_PTR id, DWORD time)
{
    (void)window, (void)message, (void)id, (void)time;
    ok(0, "a routine that no timer has is not called");
}

/* Without looking into the queue: a wait for what QS_TIMER stands for. */
static void await_timer(void)
{
    require(MsgWaitForMultipleObjectsEx(0, NULL, 20000, QS_TIMER, MWMO_INPUTAVAILABLE) == WAIT_OBJECT_0);
}

int main(void)
{
    MSG message;
    HWND window = message_window(recording_procedure);
    UINT_PTR first, second;

    ok(SetTimer(window, 3, 1, NULL) == 3, "a timer of a window has the number that was asked for");
    ok(GetMessageA(&message, NULL, 0, 0) == TRUE && message.message == WM_TIMER, "its message");
    ok(message.hwnd == window && message.wParam == 3 && message.lParam == 0, "for the window");
    seen_count = 0;
    ok(DispatchMessageA(&message) == 0 && seen_count == 1 && seen[0] == WM_TIMER, "to its procedure");
    await_timer();
    Sleep(50);
    require(PostMessageA(window, WM_USER, 0, 0));
    ok(take().message == WM_USER, "what was posted later comes first");
    ok(take().message == WM_TIMER, "then the timer");
    await_timer();
    ok(PeekMessageA(&message, NULL, 0, 0, PM_NOREMOVE) && message.message == WM_TIMER, "it comes again");
    ok(KillTimer(window, 3), "killed");
    ok(queue_is_empty(), "with what it would have said");
    ok_call_fails(KillTimer(window, 3), FALSE, ERROR_INVALID_PARAMETER);

    /* Several periods make one message. */
    ok(SetTimer(window, 4, 10, NULL) == 4, "set");
    Sleep(100);
    ok(take().message == WM_TIMER, "once");
    ok(SetTimer(window, 4, 100000, NULL) == 4 && queue_is_empty(), "replaced by a slow one");
    ok(DestroyWindow(window), "the window takes it along");

    first = SetTimer(NULL, 99, 100000, NULL);
    second = SetTimer(NULL, 0, 100000, NULL);
    ok(first != 0 && second != 0 && first != second, "without window the system chooses");
    ok(SetTimer(NULL, first, 10, routine) == first, "one that exists is replaced");
    routine_id = first;
    ok(GetMessageA(&message, NULL, WM_TIMER, WM_TIMER) == TRUE && message.wParam == first, "the quick one");
    ok(message.hwnd == NULL && message.lParam == (LPARAM)routine, "with its routine");
    DispatchMessageA(&message);
    ok(routine_calls == 1, "which DispatchMessage calls");
    ok(KillTimer(NULL, first) && KillTimer(NULL, second), "killed");
    DispatchMessageA(&message);
    ok(routine_calls == 1, "not once there is no such timer");
    message.lParam = (LPARAM)stranger;
    DispatchMessageA(&message);
    return ok_done();
}
