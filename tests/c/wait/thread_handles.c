/* Threads through their handles: ids, exit codes, suspension, and what cannot be done to one that runs. */
#include "wait.h"

static HANDLE go;

static DWORD WINAPI waits(LPVOID unused)
{
    (void)unused;
    require(signaled_within(go, 20000));
    return 5;
}

static DWORD WINAPI exits(LPVOID unused)
{
    (void)unused;
    ExitThread(6);
}

int main(void)
{
    DWORD id = 0, code = 0;
    HANDLE thread, same, event = new_event();
    go = new_event();

    thread = CreateThread(NULL, 0, waits, NULL, CREATE_SUSPENDED, &id);
    require(thread != NULL);
    ok(GetThreadId(thread) == id && id != GetCurrentThreadId() && id != 0, "ids");
    same = OpenThread(THREAD_ALL_ACCESS, FALSE, id);
    ok(same != NULL && same != thread && GetThreadId(same) == id, "OpenThread");
    set_event(go);
    ok(!signaled_within(thread, 20), "suspended");
    ok(GetExitCodeThread(thread, &code) && code == STILL_ACTIVE, "it has not ended");
    ok(ResumeThread(same) == 1, "ResumeThread");
    ok(signaled_within(same, 5000) && GetExitCodeThread(thread, &code) && code == 5, "its exit code is %lu",
       (unsigned long)code);
    CloseHandle(thread);
    CloseHandle(same);

    thread = CreateThread(NULL, 0, exits, NULL, 0, NULL);
    ok(signaled_within(thread, 5000) && GetExitCodeThread(thread, &code) && code == 6, "ExitThread");
    ok(TerminateThread(thread, 9) && GetExitCodeThread(thread, &code) && code == 6, "an ended thread keeps its code");
    CloseHandle(thread);

    thread = CreateThread(NULL, 0, waits, NULL, CREATE_SUSPENDED, NULL);
    ok(TerminateThread(thread, 8), "a thread that has not begun can be ended");
    ok(signaled_within(thread, 5000) && GetExitCodeThread(thread, &code) && code == 8, "with this code");
    CloseHandle(thread);

    ResetEvent(go);
    thread = CreateThread(NULL, 0, waits, NULL, 0, NULL);
    ok_call_fails(SuspendThread(thread), (DWORD)-1, ERROR_NOT_SUPPORTED);
    ok_call_fails(TerminateThread(thread, 1), FALSE, ERROR_NOT_SUPPORTED);
    ok(ResumeThread(thread) == 0, "it was not suspended");
    set_event(go);
    ok(signaled_within(thread, 5000), "and still runs to its end");
    CloseHandle(thread);

    ok_call_fails(OpenThread(THREAD_ALL_ACCESS, FALSE, 0xfffffff0), NULL, ERROR_INVALID_PARAMETER);
    ok_call_fails(GetThreadId(event), 0, ERROR_INVALID_HANDLE);
    ok_call_fails(GetExitCodeThread(event, &code), FALSE, ERROR_INVALID_HANDLE);
    ok_call_fails(ResumeThread(event), (DWORD)-1, ERROR_INVALID_HANDLE);
    ok_call_fails(TerminateThread(NULL, 0), FALSE, ERROR_INVALID_HANDLE);
    ok_call_fails(CreateThread(NULL, 0, NULL, NULL, 0, NULL), NULL, ERROR_INVALID_PARAMETER);
    ok(GetExitCodeThread(GetCurrentThread(), &code) && code == STILL_ACTIVE, "this thread");
    return ok_done();
}
