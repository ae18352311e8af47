/* A message sent by another thread ends a wait for input; the next look for messages processes it. */
#include "window.h"

static HWND own;
static int processed;

static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    if (message == WM_USER) {
        processed++;
        return 4;
    }
    return DefWindowProcA(window, message, wparam, lparam);
}

static void send_one(void *unused)
{
    (void)unused;
    ok(SendMessageA(own, WM_USER, 0, 0) == 4, "answered");
}

int main(void)
{
    struct thread thread;
    MSG message;
    own = message_window(procedure);
    start_thread(&thread, send_one, NULL);
    ok(MsgWaitForMultipleObjects(1, &thread.handle, FALSE, 20000, QS_POSTMESSAGE | QS_SENDMESSAGE) == WAIT_OBJECT_0 + 1,
       "input");
    ok(processed == 0 && HIWORD(GetQueueStatus(QS_SENDMESSAGE)) == QS_SENDMESSAGE, "it waits");
    ok(!PeekMessageA(&message, NULL, WM_APP, WM_APP, PM_NOREMOVE) && processed == 1, "a look, whatever for");
    join_thread(&thread);
    ok(GetQueueStatus(QS_SENDMESSAGE) == 0, "nothing is left");
    return ok_done();
}
