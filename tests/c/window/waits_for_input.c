/* One wait for objects and input: new input counts, old input only if asked for; it stays in the queue. */
#include "window.h"

static int apcs;

static void CALLBACK note(ULONG_PTR unused)
{
    (void)unused;
    apcs++;
}

#define wait_for(count, objects, flags) MsgWaitForMultipleObjectsEx(count, objects, 0, QS_ALLINPUT, flags)

int main(void)
{
    HANDLE events[2], none = NULL;
    HANDLE many[64];
    HWND window = message_window(recording_procedure);
    MSG message;
    int at;
    events[0] = new_event();
    events[1] = new_event();

    ok(wait_for(2, events, 0) == WAIT_TIMEOUT && wait_for(0, NULL, 0) == WAIT_TIMEOUT, "nothing");
    require(PostMessageA(window, WM_USER, 0, 0));
    ok(wait_for(2, events, 0) == WAIT_OBJECT_0 + 2, "input is one object more");
    ok(wait_for(0, NULL, 0) == WAIT_OBJECT_0, "and new until the thread looks");
    ok(MsgWaitForMultipleObjects(2, events, FALSE, 0, QS_TIMER) == WAIT_TIMEOUT, "not this kind");
    ok(PeekMessageA(&message, NULL, 0, 0, PM_NOREMOVE), "a look");
    ok(wait_for(2, events, 0) == WAIT_TIMEOUT, "it is not new any more");
    ok(wait_for(2, events, MWMO_INPUTAVAILABLE) == WAIT_OBJECT_0 + 2, "but there");
    require(PostMessageA(window, WM_USER, 0, 0));
    ok(wait_for(2, events, 0) == WAIT_OBJECT_0 + 2, "another is new");
    ok(GetQueueStatus(QS_ALLINPUT) != 0 && wait_for(2, events, 0) == WAIT_TIMEOUT, "GetQueueStatus is a look too");
    set_event(events[1]);
    ok(wait_for(2, events, MWMO_INPUTAVAILABLE) == WAIT_OBJECT_0 + 1, "objects come before input");

    ok(wait_for(2, events, MWMO_WAITALL | MWMO_INPUTAVAILABLE) == WAIT_TIMEOUT, "all: an object is missing");
    set_event(events[0]);
    ok(wait_for(2, events, MWMO_WAITALL | MWMO_INPUTAVAILABLE) == WAIT_OBJECT_0, "all");
    ok(MsgWaitForMultipleObjects(2, events, TRUE, 0, QS_ALLINPUT) == WAIT_TIMEOUT, "all: new input is missing");
    take();
    take();
    ok(wait_for(2, events, MWMO_WAITALL | MWMO_INPUTAVAILABLE) == WAIT_TIMEOUT, "all: any input is missing");

    ResetEvent(events[0]);
    ResetEvent(events[1]);
    require(QueueUserAPC(note, GetCurrentThread(), 0));
    ok(wait_for(2, events, 0) == WAIT_TIMEOUT && apcs == 0, "not alertable");
    ok(wait_for(2, events, MWMO_ALERTABLE) == WAIT_IO_COMPLETION && apcs == 1, "alertable");

    ok_call_fails(wait_for(1, &none, 0), WAIT_FAILED, ERROR_INVALID_HANDLE);
    ok_call_fails(wait_for(1, NULL, 0), WAIT_FAILED, ERROR_NOACCESS);
    ok_call_fails(wait_for(0, NULL, 0x100), WAIT_FAILED, ERROR_INVALID_PARAMETER);
    for (at = 0; at < 64; at++)
        many[at] = events[0];
    ok(wait_for(63, many, 0) == WAIT_TIMEOUT, "63 objects");
    ok_call_fails(wait_for(64, many, 0), WAIT_FAILED, ERROR_INVALID_PARAMETER);
    ok_call_fails(wait_for(2, many, MWMO_WAITALL), WAIT_FAILED, ERROR_INVALID_PARAMETER);
    return ok_done();
}
