/* Threads that need a provider at the same time start it once, and wait until it is started. */
#include "own.h"

#define THREADS 4

static volatile LONG begun;

static DWORD WINAPI look_up(void *parameter)
{
    HANDLE lookup;
    (void)parameter;
    if (begin_own(&lookup) == 0) {
        InterlockedIncrement(&begun);
        WSALookupServiceEnd(lookup);
    }
    return 0;
}

int main(void)
{
    HANDLE threads[THREADS], lookup;
    int i, round;
    install_own(1);
    for (round = 1; round <= 2; round++) {
        start_winsock();
        names[0].may_start = CreateEventW(NULL, TRUE, FALSE, NULL);
        for (i = 0; i < THREADS; i++)
            threads[i] = CreateThread(NULL, 0, look_up, NULL, 0, NULL);
        SetEvent(names[0].may_start);
        for (i = 0; i < THREADS; i++) {
            require(WaitForSingleObject(threads[i], INFINITE) == WAIT_OBJECT_0);
            CloseHandle(threads[i]);
        }
        ok(begun == THREADS * round, "all of them: %d", (int)begun);
        ok(names[0].startups == round, "started once: %d", (int)names[0].startups);
        start_winsock();
        WSACleanup();
        ok(names[0].cleanups == round - 1, "not the last clean-up");
        WSACleanup();
        ok(names[0].cleanups == round, "the last one: %d", (int)names[0].cleanups);
        CloseHandle(names[0].may_start);
    }

    /* A provider may look up names while it starts; it does not find itself. */
    start_winsock();
    names[0].may_start = NULL;
    names[0].calls_back = NS_OWN;
    require(begin_own(&lookup) == 0);
    ok(names[0].nested == WSASYSNOTREADY, "alone: %d", names[0].nested);
    WSACleanup();
    install_at(library_path("names"), 1);
    start_winsock();
    require(begin_own(&lookup) == 0);
    ok(names[0].nested == 0 && names[1].startups == 1, "the other one answers: %d", names[0].nested);
    WSACleanup();
    ok(names[0].cleanups == 4 && names[1].cleanups == 1, "all are cleaned up");
    return ok_done();
}
