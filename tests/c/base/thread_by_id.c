/* OpenThread: a thread by its id, as long as it is known. */
#include "../ok.h"

static DWORD WINAPI wait_for_event(LPVOID event)
{
    return WaitForSingleObject((HANDLE)event, INFINITE) == WAIT_OBJECT_0 ? 7 : 1;
}

int main(void)
{
    DWORD id = 0, code = 0;
    HANDLE event = CreateEventA(NULL, TRUE, FALSE, NULL);
    HANDLE thread = CreateThread(NULL, 0, wait_for_event, event, 0, &id);
    HANDLE again, self;
    require(event != NULL && thread != NULL);
    again = OpenThread(SYNCHRONIZE | THREAD_QUERY_INFORMATION, FALSE, id);
    ok(again != NULL && again != thread, "a second handle");
    ok(GetThreadId(again) == id, "of the same thread");
    ok(WaitForSingleObject(again, 0) == WAIT_TIMEOUT, "it runs");
    ok(SetEvent(event) && WaitForSingleObject(again, INFINITE) == WAIT_OBJECT_0, "it ends");
    ok(GetExitCodeThread(again, &code) && code == 7, "exit code");
    self = OpenThread(SYNCHRONIZE, FALSE, GetCurrentThreadId());
    ok(self != NULL && GetThreadId(self) == GetCurrentThreadId(), "this thread");
    ok(CloseHandle(self) && CloseHandle(again) && CloseHandle(thread), "closed");
    SetLastError(0);
    ok(OpenThread(SYNCHRONIZE, FALSE, 3) == NULL && GetLastError() == ERROR_INVALID_PARAMETER, "no such thread");
    ok(CloseHandle(event), "closed");
    return ok_done();
}
