/* Two threads that send to one another at the same time both get their answers, at any depth. */
#include "window.h"

#define ROUNDS 500

static struct pump one, other;
static LONG processed;

static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    HWND opposite = window == one.window ? other.window : one.window;
    int at;
    switch (message) {
    case WM_USER: /* the depth that is left */
        InterlockedIncrement(&processed);
        return wparam == 0 ? 0 : 1 + SendMessageA(opposite, WM_USER, wparam - 1, 0);
    case WM_USER + 1:
        for (at = 0; at < ROUNDS; at++)
            ok(SendMessageA(opposite, WM_USER, 3, 0) == 3, "round %d", at);
        set_event((HANDLE)lparam);
        return 0;
    }
    return DefWindowProcA(window, message, wparam, lparam);
}

int main(void)
{
    HANDLE done[2];
    done[0] = new_event();
    done[1] = new_event();
    start_pump(&one, procedure);
    start_pump(&other, procedure);
    ok(SendMessageA(one.window, WM_USER, 40, 0) == 40, "to and fro");
    processed = 0;
    require(PostMessageA(one.window, WM_USER + 1, 0, (LPARAM)done[0]));
    require(PostMessageA(other.window, WM_USER + 1, 0, (LPARAM)done[1]));
    require(WaitForMultipleObjects(2, done, TRUE, 60000) == WAIT_OBJECT_0);
    ok(processed == 2 * 4 * ROUNDS, "%ld messages were processed", (long)processed);
    end_pump(&one);
    end_pump(&other);
    return ok_done();
}
