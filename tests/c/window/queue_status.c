/* What is in a queue, and what of it has come since the thread last looked. */
#include "window.h"

#define POSTED (QS_POSTMESSAGE | QS_ALLPOSTMESSAGE)
#define ALL (QS_ALLINPUT | QS_ALLPOSTMESSAGE)

int main(void)
{
    MSG message;
    HWND window = message_window(recording_procedure);
    ok(GetQueueStatus(ALL) == 0, "empty");
    require(PostMessageA(window, WM_USER, 0, 0));
    ok(GetQueueStatus(ALL) == MAKELONG(POSTED, POSTED), "there and new");
    ok(GetQueueStatus(ALL) == MAKELONG(0, POSTED), "there, not new");
    require(PostMessageA(window, WM_USER, 0, 0));
    ok(GetQueueStatus(QS_TIMER) == 0, "of other kinds");
    ok(!PeekMessageA(&message, NULL, WM_APP, WM_APP, PM_NOREMOVE), "a look for another message");
    ok(GetQueueStatus(ALL) == MAKELONG(QS_ALLPOSTMESSAGE, POSTED), "QS_ALLPOSTMESSAGE stays new for that");
    require(PostMessageA(window, WM_USER, 0, 0));
    ok(PeekMessageA(&message, NULL, 0, 0, PM_NOREMOVE), "a look for any");
    ok(GetQueueStatus(ALL) == MAKELONG(0, POSTED), "nothing is new after it");
    take();
    take();
    take();
    ok(GetQueueStatus(ALL) == 0, "empty again");
    PostQuitMessage(0);
    ok(GetQueueStatus(ALL) == MAKELONG(POSTED, POSTED), "WM_QUIT is like a posted message");
    ok_call_fails(GetQueueStatus(0x8000), 0, ERROR_INVALID_FLAGS);
    ok(!GetInputState(), "no keyboard, no mouse");
    return ok_done();
}
