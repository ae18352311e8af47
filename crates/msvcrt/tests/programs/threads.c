/* Threads of the C run time. */
#include <windows.h>
#include <process.h>
#include <stdio.h>

static volatile LONG count;

static unsigned __stdcall worker(void *parameter)
{
    InterlockedIncrement(&count);
    if (parameter)
        _endthreadex(7);
    return 5;
}

static void __cdecl detached(void *event)
{
    InterlockedIncrement(&count);
    SetEvent((HANDLE)event);
    _endthread();
}

int main(void)
{
    unsigned id = 0;
    DWORD code = 0;
    HANDLE event = CreateEvent(NULL, TRUE, FALSE, NULL);
    HANDLE thread = (HANDLE)_beginthreadex(NULL, 0, worker, NULL, 0, &id);
    printf("%d %d\n", thread != NULL, id != 0);
    printf("%lu", WaitForSingleObject(thread, INFINITE));
    GetExitCodeThread(thread, &code);
    printf(" %lu %d\n", code, CloseHandle(thread));
    thread = (HANDLE)_beginthreadex(NULL, 65536, worker, &id, CREATE_SUSPENDED, NULL);
    printf("%lu", WaitForSingleObject(thread, 0));
    printf(" %lu", ResumeThread(thread));
    WaitForSingleObject(thread, INFINITE);
    GetExitCodeThread(thread, &code);
    printf(" %lu\n", code);
    CloseHandle(thread);
    printf("%d\n", _beginthread(detached, 0, event) != (uintptr_t)-1);
    WaitForSingleObject(event, INFINITE);
    printf("%ld\n", count);
    return 0;
}
