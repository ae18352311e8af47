/* Threads, events and critical sections work together. */
#include "../thread.h"

static CRITICAL_SECTION section;
static int counter;

static void count(void *unused)
{
    int i;
    (void)unused;
    for (i = 0; i < 1000; i++) {
        EnterCriticalSection(&section);
        counter++;
        LeaveCriticalSection(&section);
    }
}

int main(void)
{
    struct thread threads[4];
    HANDLE automatic;
    DWORD code = 99;
    int i;
    InitializeCriticalSection(&section);
    for (i = 0; i < 4; i++)
        start_thread(&threads[i], count, NULL);
    for (i = 0; i < 4; i++)
        join_thread(&threads[i]);
    ok(counter == 4000, "counted to %d", counter);
    DeleteCriticalSection(&section);

    automatic = CreateEvent(NULL, FALSE, FALSE, NULL);
    ok(WaitForSingleObject(automatic, 0) == WAIT_TIMEOUT, "not signaled");
    ok(SetEvent(automatic), "SetEvent");
    ok(WaitForSingleObject(automatic, INFINITE) == WAIT_OBJECT_0, "signaled");
    ok(WaitForSingleObject(automatic, 0) == WAIT_TIMEOUT, "one wait takes the signal");
    ok(CloseHandle(automatic), "CloseHandle");
    ok(GetExitCodeThread(GetCurrentThread(), &code) && code == STILL_ACTIVE, "exit code %d", (int)code);
    return ok_done();
}
