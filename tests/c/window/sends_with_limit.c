/* A sender may limit its wait. It processes what others send to it meanwhile, unless it blocks. */
#include "window.h"

static HANDLE release, entered;
static HWND own;
static LONG received;

static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    DWORD_PTR answer;
    switch (message) {
    case WM_USER: /* takes its time */
        set_event(entered);
        require(signaled_within(release, 60000));
        return 5;
    case WM_USER + 1:
        return 6;
    case WM_USER + 2: /* answers by way of the sender */
        return SendMessageTimeoutA(own, WM_APP, 0, 0, SMTO_NORMAL, 60000, &answer) ? (LRESULT)answer : -1;
    case WM_USER + 3:
        return SendMessageTimeoutA(own, WM_APP, 0, 0, SMTO_NORMAL, 50, &answer) ? (LRESULT)answer : -1;
    }
    return DefWindowProcA(window, message, wparam, lparam);
}

static LRESULT CALLBACK own_procedure(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    if (message == WM_APP) {
        received++;
        return 8;
    }
    return DefWindowProcA(window, message, wparam, lparam);
}

int main(void)
{
    struct pump pump;
    DWORD_PTR answer = 0;
    char text[16] = "as it is";
    release = new_event();
    entered = new_event();
    own = message_window(own_procedure);
    start_pump(&pump, procedure);
    ok(SendMessageTimeoutA(pump.window, WM_USER + 1, 0, 0, SMTO_NORMAL, 60000, &answer) != 0 && answer == 6, "in time");
    ok(SendMessageTimeoutA(pump.window, WM_USER + 1, 0, 0, SMTO_BLOCK, 60000, NULL) != 0, "nobody asks for the answer");
    ok(SendMessageTimeoutW(pump.window, WM_USER + 2, 0, 0, SMTO_NORMAL, 60000, &answer) && answer == 8, "it processes");
    ok(received == 1, "what is sent to it");
    ok(SendMessageTimeoutA(pump.window, WM_USER + 3, 0, 0, SMTO_BLOCK, 60000, &answer), "it does not if it blocks");
    ok((LONG_PTR)answer == -1 && received == 1, "so the other one's time was over");
    ok(queue_is_empty() && received == 2, "its message is processed later");

    ok_call_fails(SendMessageTimeoutA(pump.window, WM_USER, 0, 0, SMTO_NORMAL, 20, &answer), 0, ERROR_TIMEOUT);
    require(signaled_within(entered, 20000));
    ok_call_fails(SendMessageTimeoutA(pump.window, WM_USER + 1, 0, 0, SMTO_BLOCK, 20, &answer), 0, ERROR_TIMEOUT);
    ok_call_fails(SendMessageTimeoutA(pump.window, WM_USER, 0, 0, 0x1000, 20, &answer), 0, ERROR_INVALID_PARAMETER);
    ok_call_fails(SendMessageTimeoutA(pump.window, WM_GETTEXT, sizeof text, (LPARAM)text, SMTO_BLOCK, 20, &answer), 0,
                  ERROR_TIMEOUT);
    set_event(release);
    ok(SendMessageTimeoutA(pump.window, WM_USER + 1, 0, 0, SMTO_ABORTIFHUNG, 60000, &answer) && answer == 6, "again");
    ok(strcmp(text, "as it is") == 0, "memory of a sender that has gone on is left alone");
    end_pump(&pump);
    return ok_done();
}
