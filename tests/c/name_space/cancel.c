/* A lookup that is ended while another thread waits for an answer: that thread gets WSA_E_CANCELLED. */
#include "own.h"

static HANDLE lookup;

static DWORD WINAPI wait_for_answer(void *parameter)
{
    DWORD length = sizeof(answer);
    (void)parameter;
    ok_fails(WSALookupServiceNextW(lookup, 0, &length, &answer.wide), WSA_E_CANCELLED);
    return 0;
}

static HANDLE blocked_thread(void)
{
    HANDLE thread;
    ResetEvent(names[0].entered);
    require(begin_own(&lookup) == 0);
    thread = CreateThread(NULL, 0, wait_for_answer, NULL, 0, NULL);
    require(thread != NULL);
    require(WaitForSingleObject(names[0].entered, INFINITE) == WAIT_OBJECT_0);
    return thread;
}

static void join(HANDLE thread)
{
    require(WaitForSingleObject(thread, INFINITE) == WAIT_OBJECT_0);
    CloseHandle(thread);
}

int main(void)
{
    HANDLE thread;
    install_own(1);
    names[0].entered = CreateEventW(NULL, TRUE, FALSE, NULL);
    start_winsock();
    thread = blocked_thread();
    ok(WSALookupServiceEnd(lookup) == 0, "ended at once");
    join(thread);
    ok(names[0].ends == 1, "the provider was told");
    ok_fails(WSALookupServiceEnd(lookup), WSA_INVALID_HANDLE);

    /* The last clean-up ends it as well, and the provider only when nobody is inside. */
    thread = blocked_thread();
    ok(WSACleanup() == 0, "cleaned up");
    join(thread);
    ok(names[0].ends == 2 && names[0].cleanups == 1, "ended, then cleaned up: %d", (int)names[0].cleanups);
    return ok_done();
}
