/* A hook as the specification writes it dispatches the thread's messages while a call blocks; one of them cancels the call.
 * A message ends the call's wait at once, and the default hook does the same with messages when a program calls it. */
#include "async.h"

#define WM_CANCEL (WM_USER + 5)
#define MESSAGES 500

static int received, in_progress, cancel_result = 1;

static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    if (message == WM_ANSWER) {
        received++;
        in_progress += WSAIsBlocking() == TRUE;
        /* The next one comes only when this one was dispatched. */
        PostMessage(window, received < MESSAGES ? WM_ANSWER : WM_CANCEL, 0, 0);
        return 0;
    }
    if (message == WM_CANCEL) {
        cancel_result = WSACancelBlockingCall();
        return 0;
    }
    return DefWindowProcA(window, message, wparam, lparam);
}

static BOOL CALLBACK pump(void)
{
    MSG msg;
    BOOL any = PeekMessage(&msg, NULL, 0, 0, PM_REMOVE);
    if (any) {
        TranslateMessage(&msg);
        DispatchMessage(&msg);
    }
    return any;
}

/* Posts one message a time from another thread, each when the one before was dispatched. */
static HWND window;
static HANDLE dispatched;

static LRESULT CALLBACK rally_procedure(HWND to, UINT message, WPARAM wparam, LPARAM lparam)
{
    if (message == WM_ANSWER) {
        received++;
        set_event(dispatched);
        return 0;
    }
    if (message == WM_CANCEL)
        cancel_result = WSACancelBlockingCall();
    return DefWindowProcA(to, message, wparam, lparam);
}

static void rally(void *unused)
{
    int i;
    (void)unused;
    for (i = 0; i < MESSAGES; i++) {
        require(PostMessage(window, WM_ANSWER, 0, 0));
        require(signaled_within(dispatched, 20000));
        ResetEvent(dispatched);
    }
    require(PostMessage(window, WM_CANCEL, 0, 0));
}

int main(void)
{
    struct thread other;
    FARPROC original;
    SOCKET s;
    char byte;
    start_winsock();
    window = answer_window();
    s = bound(udp_socket());
    SetWindowLongPtrA(window, GWLP_WNDPROC, (LONG_PTR)procedure);
    original = WSASetBlockingHook(hook_address(pump));
    require(PostMessage(window, WM_ANSWER, 0, 0));
    ok_fails(recv(s, &byte, 1, 0), WSAEINTR);
    ok(received == MESSAGES && in_progress == MESSAGES && cancel_result == 0, "%d messages", received);

    SetWindowLongPtrA(window, GWLP_WNDPROC, (LONG_PTR)rally_procedure);
    received = 0;
    dispatched = new_event();
    start_thread(&other, rally, NULL);
    ok_fails(recv(s, &byte, 1, 0), WSAEINTR);
    ok(received == MESSAGES, "%d messages", received);
    join_thread(&other);

    require(PostMessage(window, WM_NULL, 0, 0));
    ok(((blocking_hook)(void (*)(void))original)() == TRUE, "the default hook dispatches a message");
    ok(((blocking_hook)(void (*)(void))original)() == FALSE, "if there is one");
    WSACleanup();
    return ok_done();
}
