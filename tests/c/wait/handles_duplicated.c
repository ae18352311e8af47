/* A duplicated handle is the same object and lives on its own. */
#include "wait.h"

static HANDLE duplicate(HANDLE source, DWORD options)
{
    HANDLE copy = NULL;
    ok(DuplicateHandle(GetCurrentProcess(), source, GetCurrentProcess(), &copy, 0, FALSE, options), "DuplicateHandle");
    ok(copy != NULL && copy != source, "a handle of its own");
    return copy;
}

static DWORD WINAPI end_with(LPVOID code)
{
    return (DWORD)(ULONG_PTR)code;
}

static void objects(void)
{
    HANDLE event = new_event(), copy = duplicate(event, DUPLICATE_SAME_ACCESS), thread;
    DWORD code = 0;
    set_event(copy);
    ok(CloseHandle(event) && signaled_within(copy, 0), "the event lives on");
    event = duplicate(copy, DUPLICATE_CLOSE_SOURCE | DUPLICATE_SAME_ACCESS);
    ok_call_fails(SetEvent(copy), FALSE, ERROR_INVALID_HANDLE);
    ok(signaled_within(event, 0), "moved");
    ok(DuplicateHandle(GetCurrentProcess(), event, NULL, NULL, 0, FALSE, DUPLICATE_CLOSE_SOURCE), "only closes");
    ok_call_fails(SetEvent(event), FALSE, ERROR_INVALID_HANDLE);

    event = CreateMutex(NULL, TRUE, NULL);
    copy = duplicate(event, DUPLICATE_SAME_ACCESS);
    ok(ReleaseMutex(copy), "owned through either handle");
    CloseHandle(event);
    CloseHandle(copy);

    event = CreateSemaphore(NULL, 0, 1, NULL);
    copy = duplicate(event, DUPLICATE_SAME_ACCESS);
    ok(ReleaseSemaphore(copy, 1, NULL) && signaled_within(event, 0), "a semaphore");
    CloseHandle(event);
    CloseHandle(copy);

    thread = CreateThread(NULL, 0, end_with, (LPVOID)(ULONG_PTR)7, 0, NULL);
    copy = duplicate(thread, DUPLICATE_SAME_ACCESS);
    CloseHandle(thread);
    ok(signaled_within(copy, 5000) && GetExitCodeThread(copy, &code) && code == 7, "a thread");
    CloseHandle(copy);
}

static HANDLE main_thread;

static void looks_at_main(void *id)
{
    ok(GetThreadId(main_thread) == (DWORD)(ULONG_PTR)id, "it names the thread that duplicated it");
    ok(WaitForSingleObject(main_thread, 0) == WAIT_TIMEOUT, "which runs");
}

static void pseudo_handles(void)
{
    struct thread thread;
    HANDLE process;
    main_thread = duplicate(GetCurrentThread(), DUPLICATE_SAME_ACCESS);
    start_thread(&thread, looks_at_main, (void *)(ULONG_PTR)GetCurrentThreadId());
    join_thread(&thread);
    CloseHandle(main_thread);
    process = duplicate(GetCurrentProcess(), DUPLICATE_SAME_ACCESS);
    ok(GetProcessId(process) == GetCurrentProcessId() && WaitForSingleObject(process, 0) == WAIT_TIMEOUT, "process");
    main_thread = NULL;
    ok(DuplicateHandle(process, GetCurrentThread(), process, &main_thread, 0, FALSE, 0), "a real handle of the process");
    CloseHandle(main_thread);
    CloseHandle(process);
}

static void ports(void)
{
    HANDLE port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0), copy = duplicate(port, 0);
    LPOVERLAPPED overlapped;
    ULONG_PTR key;
    DWORD bytes;
    ok(CloseHandle(port), "one handle");
    ok(PostQueuedCompletionStatus(copy, 1, 2, NULL), "the port lives on");
    ok(GetQueuedCompletionStatus(copy, &bytes, &key, &overlapped, 5000) && bytes == 1 && key == 2, "its packet");
    ok(CloseHandle(copy), "the other");
    ok_call_fails(PostQueuedCompletionStatus(copy, 1, 2, NULL), FALSE, ERROR_INVALID_HANDLE);
}

int main(void)
{
    HANDLE copy, event = new_event();
    objects();
    pseudo_handles();
    ports();
    ok_call_fails(DuplicateHandle(GetCurrentProcess(), NULL, GetCurrentProcess(), &copy, 0, FALSE, 0), FALSE,
                  ERROR_INVALID_HANDLE);
    ok_call_fails(DuplicateHandle(event, event, GetCurrentProcess(), &copy, 0, FALSE, 0), FALSE, ERROR_INVALID_HANDLE);
    ok_call_fails(DuplicateHandle(GetCurrentProcess(), event, event, &copy, 0, FALSE, 0), FALSE, ERROR_INVALID_HANDLE);
    return ok_done();
}
