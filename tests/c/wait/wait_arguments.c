/* How many objects a wait takes, which, and what it says of others. */
#include "wait.h"

static void counts(void)
{
    HANDLE events[MAXIMUM_WAIT_OBJECTS + 1], closed;
    DWORD i;
    for (i = 0; i <= MAXIMUM_WAIT_OBJECTS; i++)
        events[i] = new_event();
    ok_call_fails(WaitForMultipleObjects(0, events, FALSE, 0), WAIT_FAILED, ERROR_INVALID_PARAMETER);
    ok_call_fails(WaitForMultipleObjects(65, events, FALSE, 0), WAIT_FAILED, ERROR_INVALID_PARAMETER);
    ok_call_fails(WaitForMultipleObjects(0xffffffff, events, TRUE, 0), WAIT_FAILED, ERROR_INVALID_PARAMETER);
    ok_call_fails(WaitForMultipleObjects(1, NULL, FALSE, 0), WAIT_FAILED, ERROR_NOACCESS);
    ok(WaitForMultipleObjects(64, events, FALSE, 0) == WAIT_TIMEOUT, "64 are not too many");
    set_event(events[63]);
    ok(WaitForMultipleObjects(64, events, FALSE, 0) == WAIT_OBJECT_0 + 63, "the last one");
    set_event(events[7]);
    ok(WaitForMultipleObjects(64, events, FALSE, 0) == WAIT_OBJECT_0 + 7, "the first that is signaled");
    ok(WaitForMultipleObjects(64, events, TRUE, 0) == WAIT_TIMEOUT, "not all");
    for (i = 0; i < 64; i++)
        set_event(events[i]);
    ok(WaitForMultipleObjects(64, events, TRUE, 0) == WAIT_OBJECT_0, "all");

    closed = events[3];
    events[3] = events[4];
    ok_call_fails(WaitForMultipleObjects(64, events, TRUE, 0), WAIT_FAILED, ERROR_INVALID_PARAMETER);
    ok(WaitForMultipleObjects(64, events, FALSE, 0) == WAIT_OBJECT_0, "any of them, one twice");
    events[3] = closed;
    CloseHandle(closed);
    ok_call_fails(WaitForMultipleObjects(64, events, FALSE, 0), WAIT_FAILED, ERROR_INVALID_HANDLE);
    ok_call_fails(WaitForSingleObject(closed, 0), WAIT_FAILED, ERROR_INVALID_HANDLE);
}

static void other_handles(void)
{
    HANDLE handles[2], port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0);
    handles[0] = new_event();
    ok_call_fails(WaitForSingleObject(NULL, 0), WAIT_FAILED, ERROR_INVALID_HANDLE);
    ok_call_fails(WaitForSingleObject((HANDLE)(ULONG_PTR)0x7ffffff0, 0), WAIT_FAILED, ERROR_INVALID_HANDLE);
    ok_call_fails(WaitForSingleObject((HANDLE)(ULONG_PTR)0x7, 0), WAIT_FAILED, ERROR_INVALID_HANDLE);
    ok_call_fails(WaitForSingleObject(port, 0), WAIT_FAILED, ERROR_INVALID_HANDLE);
    handles[1] = port;
    ok_call_fails(WaitForMultipleObjects(2, handles, FALSE, 0), WAIT_FAILED, ERROR_INVALID_HANDLE);

    /* Pseudo handles: the own thread and process have not ended. -1 is also what a failed CreateFile returns. */
    ok(WaitForSingleObject(GetCurrentThread(), 1) == WAIT_TIMEOUT, "the own thread");
    ok(WaitForSingleObject(GetCurrentProcess(), 1) == WAIT_TIMEOUT, "the own process");
    ok_call_fails(WaitForSingleObject(INVALID_HANDLE_VALUE, INFINITE), WAIT_FAILED, ERROR_INVALID_HANDLE);
    handles[1] = GetCurrentThread();
    ok_call_fails(WaitForMultipleObjects(2, handles, FALSE, 0), WAIT_FAILED, ERROR_INVALID_HANDLE);
    handles[1] = GetCurrentProcess();
    ok_call_fails(WaitForMultipleObjects(2, handles, FALSE, 0), WAIT_FAILED, ERROR_INVALID_HANDLE);
    CloseHandle(port);
    CloseHandle(handles[0]);
}

int main(void)
{
    counts();
    other_handles();
    return ok_done();
}
