/* A sender gets 0 when the window or its thread ends before the message is answered. */
#include "window.h"

static HANDLE entered, release;

static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    switch (message) {
    case WM_USER: /* keeps the thread from its queue, then ends the window */
        set_event(entered);
        require(signaled_within(release, 60000));
        if (wparam == 1)
            DestroyWindow(window);
        if (wparam == 2)
            ExitThread(3);
        return 9;
    case WM_USER + 1:
        return 6;
    case WM_USER + 2: /* answered although the window is gone when the procedure returns */
        DestroyWindow(window);
        return 7;
    }
    return DefWindowProcA(window, message, wparam, lparam);
}

struct sender {
    HWND window;
    UINT message;
    WPARAM wparam;
    LRESULT answer;
    DWORD error;
};

static void send_one(void *argument)
{
    struct sender *sender = (struct sender *)argument;
    SetLastError(0);
    sender->answer = SendMessageA(sender->window, sender->message, sender->wparam, 0);
    sender->error = GetLastError();
}

/* One message that is being processed, one that waits behind it. */
static void end_with(int how, LRESULT first_answer)
{
    struct pump pump;
    struct thread first_thread, second_thread;
    struct sender first, second;
    entered = new_event();
    release = new_event();
    start_pump(&pump, procedure);
    first.window = second.window = pump.window;
    first.message = WM_USER;
    first.wparam = how;
    second.message = WM_USER + 1;
    second.wparam = 0;
    start_thread(&first_thread, send_one, &first);
    require(signaled_within(entered, 20000));
    start_thread(&second_thread, send_one, &second);
    ok(!signaled_within(second_thread.handle, 30), "it waits");
    set_event(release);
    join_thread(&first_thread);
    join_thread(&second_thread);
    ok(first.answer == first_answer, "%d: the first got %ld", how, (long)first.answer);
    ok(second.answer == 0 && second.error == ERROR_INVALID_WINDOW_HANDLE, "%d: the second got %ld", how,
       (long)second.answer);
    if (how == 1)
        end_pump(&pump);
    else
        join_thread(&pump.thread);
}

int main(void)
{
    struct pump pump;
    end_with(1, 9);
    end_with(2, 0);
    start_pump(&pump, procedure);
    ok(SendMessageA(pump.window, WM_USER + 2, 0, 0) == 7, "it answers for the last time");
    ok(!IsWindow(pump.window), "it is gone");
    end_pump(&pump);
    return ok_done();
}
