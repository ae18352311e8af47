/* Threads that wait for input or objects are woken by either, and miss nothing. */
#include "window.h"

#define ROUNDS 2000

static HANDLE event, turn;
static HWND window;
static int got_messages, got_events;

static void waiter(void *unused)
{
    MSG message;
    (void)unused;
    window = message_window(recording_procedure);
    set_event(turn);
    while (got_messages + got_events < 2 * ROUNDS) {
        DWORD result = MsgWaitForMultipleObjects(1, &event, FALSE, 20000, QS_ALLINPUT);
        if (result == WAIT_OBJECT_0) {
            got_events++;
            set_event(turn);
        } else if (result == WAIT_OBJECT_0 + 1) {
            while (PeekMessageA(&message, NULL, 0, 0, PM_REMOVE)) {
                got_messages++;
                set_event(turn);
            }
        } else {
            ok(0, "the wait gave %lu", (unsigned long)result);
            return;
        }
    }
}

static void wait_message(void *unused)
{
    MSG message;
    (void)unused;
    window = message_window(recording_procedure);
    set_event(turn);
    while (got_messages < ROUNDS) {
        require(WaitMessage());
        while (PeekMessageA(&message, NULL, 0, 0, PM_REMOVE))
            got_messages++;
    }
}

int main(void)
{
    struct thread thread;
    int at;
    event = CreateEventA(NULL, FALSE, FALSE, NULL);
    turn = CreateEventA(NULL, FALSE, FALSE, NULL);
    start_thread(&thread, waiter, NULL);
    require(signaled_within(turn, 20000));
    for (at = 0; at < ROUNDS; at++) {
        require(PostMessageA(window, WM_USER, at, 0) && signaled_within(turn, 20000));
        set_event(event);
        require(signaled_within(turn, 20000));
    }
    join_thread(&thread);
    ok(got_messages == ROUNDS && got_events == ROUNDS, "%d messages, %d events", got_messages, got_events);

    got_messages = 0;
    start_thread(&thread, wait_message, NULL);
    require(signaled_within(turn, 20000));
    for (at = 0; at < ROUNDS; at++)
        while (!PostMessageA(window, WM_USER, at, 0))
            require(GetLastError() == ERROR_NOT_ENOUGH_QUOTA);
    join_thread(&thread);
    ok(got_messages == ROUNDS, "%d messages", got_messages);
    return ok_done();
}
