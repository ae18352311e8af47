/* A broadcast reaches every top-level window of the process, and no other. */
#include "window.h"

static UINT number;
static LONG sent[4];

static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    if (message == number)
        InterlockedIncrement(&sent[GetWindowLongPtrA(window, GWLP_USERDATA)]);
    return DefWindowProcA(window, message, wparam, lparam);
}

int main(void)
{
    HWND windows[4];
    MSG message;
    int at, posted = 0;
    number = RegisterWindowMessageA("Tests.Broadcast");
    ok(number >= 0xc000 && number == RegisterWindowMessageA("tests.broadcast"), "a number for a name");
    ok(number != RegisterWindowMessageA("tests.other"), "another for another");
    ok_call_fails(RegisterWindowMessageA(""), 0, ERROR_INVALID_PARAMETER);
    ok_call_fails(RegisterWindowMessageW(NULL), 0, ERROR_INVALID_PARAMETER);
    register_class("tests.broadcast", procedure);
    windows[0] = new_window("tests.broadcast", NULL);
    windows[1] = new_window("tests.broadcast", NULL);
    windows[2] = new_window("tests.broadcast", windows[0]);
    windows[3] = new_window("tests.broadcast", HWND_MESSAGE);
    for (at = 0; at < 4; at++)
        SetWindowLongPtrA(windows[at], GWLP_USERDATA, at);

    ok(SendMessageA(HWND_BROADCAST, number, 0, 0) != 0, "sent");
    ok(sent[0] == 1 && sent[1] == 1 && sent[2] == 0 && sent[3] == 0, "to two");
    ok(PostMessageA(HWND_BROADCAST, number, 0, 0), "posted");
    while (PeekMessageA(&message, NULL, 0, 0, PM_REMOVE)) {
        ok(message.message == number && (message.hwnd == windows[0] || message.hwnd == windows[1]), "to a window");
        posted++;
    }
    ok(posted == 2, "to %d", posted);
    return ok_done();
}
