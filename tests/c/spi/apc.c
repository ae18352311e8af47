/* Thread ids and calls queued to threads; they run in an alertable wait of the thread that is named. */
#include "spi.h"

static volatile LONG ran;
static volatile DWORD ran_on;
static HANDLE opened, queued;
static WSATHREADID worker_id;

static void CALLBACK routine(DWORD_PTR context)
{
    InterlockedExchangeAdd(&ran, (LONG)context);
    ran_on = GetCurrentThreadId();
}

static DWORD WINAPI worker(LPVOID unused)
{
    (void)unused;
    wsc_works(WPUOpenCurrentThread(&worker_id, &error));
    SetEvent(opened);
    WaitForSingleObject(queued, INFINITE);
    ok(ran == 0, "not in a wait that is not alertable");
    ok(SleepEx(20000, TRUE) == WAIT_IO_COMPLETION, "an alertable wait ends with it");
    ok(ran == 11, "both ran: %d", (int)ran);
    ok(ran_on == GetCurrentThreadId(), "here");
    wsc_works(WPUCloseThread(&worker_id, &error));
    wsc_fails(WPUCloseThread(&worker_id, &error), WSAEINVAL);
    return 0;
}

int main(void)
{
    WSATHREADID nobody;
    HANDLE thread;
    mention_guids();
    memset(&nobody, 0, sizeof(nobody));
    opened = CreateEventA(NULL, TRUE, FALSE, NULL);
    queued = CreateEventA(NULL, TRUE, FALSE, NULL);
    thread = CreateThread(NULL, 0, worker, NULL, 0, NULL);
    WaitForSingleObject(opened, INFINITE);
    ok(worker_id.ThreadHandle != NULL, "a handle");
    wsc_works(WPUQueueApc(&worker_id, routine, 1, &error));
    wsc_works(WPUQueueApc(&worker_id, routine, 10, &error));
    SetEvent(queued);
    WaitForSingleObject(thread, INFINITE);
    wsc_fails(WPUQueueApc(&worker_id, routine, 1, &error), WSAEFAULT);
    wsc_fails(WPUQueueApc(&nobody, routine, 1, &error), WSAEFAULT);
    wsc_fails(WPUQueueApc(NULL, routine, 1, &error), WSAEFAULT);
    wsc_fails(WPUQueueApc(&worker_id, NULL, 1, &error), WSAEFAULT);
    wsc_fails(WPUOpenCurrentThread(NULL, &error), WSAEFAULT);
    wsc_fails(WPUCloseThread(NULL, &error), WSAEFAULT);
    return ok_done();
}
