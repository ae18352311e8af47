/* Threads with windows, timers and unread messages end while others send to them; nothing of them is left. */
#include "window.h"

#define THREADS 100

static HWND window;
static HANDLE ready;

static void lives_shortly(void *unused)
{
    MSG message;
    int at;
    (void)unused;
    window = new_window("tests.shortly", NULL);
    require(SetTimer(window, 1, 10, NULL) == 1);
    require(PostMessageA(window, WM_USER, 0, 0) && PostMessageA(NULL, WM_USER, 0, 0));
    set_event(ready);
    for (at = 0; at < 3; at++)
        PeekMessageA(&message, NULL, 0, 0, PM_NOREMOVE);
}

int main(void)
{
    struct thread thread;
    int at;
    register_class("tests.shortly", recording_procedure);
    ready = CreateEventA(NULL, FALSE, FALSE, NULL);
    for (at = 0; at < THREADS; at++) {
        HWND last;
        LRESULT answer;
        start_thread(&thread, lives_shortly, NULL);
        require(signaled_within(ready, 20000));
        last = window;
        do
            answer = SendMessageA(last, WM_GETTEXTLENGTH, 0, 0);
        while (answer == 4);
        ok(answer == 0 && GetLastError() == ERROR_INVALID_WINDOW_HANDLE, "the thread has ended");
        join_thread(&thread);
        ok(!IsWindow(last), "with its window");
    }
    ok(UnregisterClassA("tests.shortly", NULL), "no window is left");
    return ok_done();
}
