/* Windows end while other threads post and send to them: nothing is left over, nobody waits for ever. */
#include "window.h"

#define WINDOWS 200

static volatile LONG over;
static HWND volatile target;

static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    return message == WM_USER + 1 ? (LRESULT)wparam : DefWindowProcA(window, message, wparam, lparam);
}

static void post_always(void *unused)
{
    (void)unused;
    while (!InterlockedCompareExchange(&over, 0, 0)) {
        HWND window = (HWND)InterlockedCompareExchangePointer((PVOID volatile *)&target, NULL, NULL);
        if (!PostMessageA(window, WM_USER, 0, 0))
            ok(GetLastError() == ERROR_INVALID_WINDOW_HANDLE || GetLastError() == ERROR_NOT_ENOUGH_QUOTA, "post");
    }
}

static void send_always(void *unused)
{
    (void)unused;
    while (!InterlockedCompareExchange(&over, 0, 0)) {
        HWND window = (HWND)InterlockedCompareExchangePointer((PVOID volatile *)&target, NULL, NULL);
        LRESULT answer = SendMessageA(window, WM_USER + 1, 5, 0);
        ok(answer == 5 || (answer == 0 && GetLastError() == ERROR_INVALID_WINDOW_HANDLE), "send");
    }
}

int main(void)
{
    struct thread threads[3];
    MSG message;
    HWND window, next;
    int at, turn;
    register_class("tests.dying", procedure);
    target = next = new_window("tests.dying", HWND_MESSAGE);
    start_thread(&threads[0], post_always, NULL);
    start_thread(&threads[1], post_always, NULL);
    start_thread(&threads[2], send_always, NULL);
    for (at = 0; at < WINDOWS; at++) {
        window = next;
        for (turn = 0; turn < 20; turn++)
            if (PeekMessageA(&message, NULL, 0, 0, PM_REMOVE))
                ok(IsWindow(message.hwnd) && DispatchMessageA(&message) == 0, "for a window that exists");
        next = new_window("tests.dying", HWND_MESSAGE);
        InterlockedExchangePointer((PVOID volatile *)&target, next);
        while (PeekMessageA(&message, window, 0, 0, PM_REMOVE))
            ;
        require(DestroyWindow(window));
    }
    InterlockedExchange(&over, 1);
    while (MsgWaitForMultipleObjects(1, &threads[2].handle, FALSE, 20000, QS_ALLINPUT) == WAIT_OBJECT_0 + 1)
        while (PeekMessageA(&message, NULL, 0, 0, PM_REMOVE))
            ;
    for (at = 0; at < 3; at++)
        join_thread(&threads[at]);
    ok(DestroyWindow(next) && queue_is_empty(), "nothing is left");
    ok(UnregisterClassA("tests.dying", NULL), "no window is left");
    return ok_done();
}
