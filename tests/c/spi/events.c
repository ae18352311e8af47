/* Events, sets and messages for providers. */
#include "spi.h"

int main(void)
{
    INT error = 0;
    WSAEVENT event = WPUCreateEvent(&error);
    SOCKET s = 0x1234;
    fd_set set;
    MSG message;
    mention_guids();
    require(event != NULL);
    ok(WaitForSingleObject(event, 0) == WAIT_TIMEOUT, "not signaled");
    ok(WPUSetEvent(event, &error), "set");
    ok(WaitForSingleObject(event, 0) == WAIT_OBJECT_0 && WaitForSingleObject(event, 0) == WAIT_OBJECT_0, "until it is reset");
    ok(WPUResetEvent(event, &error) && WaitForSingleObject(event, 0) == WAIT_TIMEOUT, "reset");
    ok(WPUCloseEvent(event, &error), "closed");
    ok(!WPUSetEvent(event, &error) && error == WSA_INVALID_HANDLE, "gone: %d", error);
    ok(!WPUCloseEvent(GetCurrentProcess(), NULL), "no event");

    FD_ZERO(&set);
    ok(!WPUFDIsSet(s, &set), "an empty set");
    FD_SET(s, &set);
    ok(WPUFDIsSet(s, &set), "a member");
    ok(!WPUFDIsSet(s + 4, &set), "and one that is not");

    /* To the queue of the thread. */
    ok(WPUPostMessage(NULL, WM_APP + 1, 2, 3), "posted");
    ok(PeekMessageA(&message, NULL, 0, 0, PM_REMOVE), "and there");
    ok(message.message == WM_APP + 1 && message.wParam == 2 && message.lParam == 3, "as it was");
    ok(!WPUPostMessage((HWND)0x7777, WM_APP, 0, 0), "no such window");
    return ok_done();
}
