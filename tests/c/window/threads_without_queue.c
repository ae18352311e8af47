/* A thread has no queue before it first looks for messages; then messages can be posted to it. */
#include "window.h"

static HANDLE ready, go_on;
static DWORD id;
static WPARAM got;

static void looks_later(void *unused)
{
    MSG message;
    (void)unused;
    id = GetCurrentThreadId();
    set_event(ready);
    require(signaled_within(go_on, 20000));
    ok(!PeekMessageA(&message, NULL, WM_USER, WM_USER, PM_NOREMOVE), "which makes the queue");
    set_event(ready);
    require(GetMessageA(&message, NULL, 0, 0));
    ok(message.hwnd == NULL && message.message == WM_APP, "for the thread");
    got = message.wParam;
}

int main(void)
{
    struct thread thread;
    ready = CreateEventA(NULL, FALSE, FALSE, NULL);
    go_on = new_event();
    start_thread(&thread, looks_later, NULL);
    require(signaled_within(ready, 20000));
    ok_call_fails(PostThreadMessageA(id, WM_APP, 1, 0), FALSE, ERROR_INVALID_THREAD_ID);
    ok_call_fails(PostThreadMessageA(3, WM_APP, 1, 0), FALSE, ERROR_INVALID_THREAD_ID);
    set_event(go_on);
    require(signaled_within(ready, 20000));
    ok(PostThreadMessageA(id, WM_APP, 2, 0), "posted");
    join_thread(&thread);
    ok(got == 2, "received");
    return ok_done();
}
