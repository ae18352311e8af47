/* What a callback asked for is done when it returns, and before those who wait for it go on. */
#include "pool.h"

static HANDLE event, semaphore, mutex;
static CRITICAL_SECTION section;
static volatile LONG foreign;

static void CALLBACK run(PTP_CALLBACK_INSTANCE instance, PVOID context)
{
    (void)context;
    ok(signaled_within(mutex, 20000), "the mutex is free");
    EnterCriticalSection(&section);
    SetEventWhenCallbackReturns(instance, event);
    ReleaseSemaphoreWhenCallbackReturns(instance, semaphore, 3);
    ReleaseMutexWhenCallbackReturns(instance, mutex);
    LeaveCriticalSectionWhenCallbackReturns(instance, &section);
    ok(!signaled_within(event, 20) && !signaled_within(semaphore, 0), "nothing is done before the return");
}

static void CALLBACK bad(PTP_CALLBACK_INSTANCE instance, PVOID context)
{
    SetLastError(0);
    SetEventWhenCallbackReturns(instance, (HANDLE)(ULONG_PTR)0x7ffffff4);
    ok(GetLastError() == ERROR_INVALID_HANDLE, "no event");
    SetEventWhenCallbackReturns((PTP_CALLBACK_INSTANCE)context, event);
    ok(!CallbackMayRunLong((PTP_CALLBACK_INSTANCE)context), "not this callback's instance");
    InterlockedIncrement(&foreign);
}

int main(void)
{
    int i;
    event = new_event();
    semaphore = CreateSemaphore(NULL, 0, 5, NULL);
    mutex = CreateMutex(NULL, FALSE, NULL);
    InitializeCriticalSection(&section);
    require(TrySubmitThreadpoolCallback(run, NULL, NULL));
    ok(signaled_within(event, 20000), "the event is set");
    for (i = 0; i < 3; i++)
        ok(signaled_within(semaphore, 0), "the semaphore is released before the event is set");
    ok(!signaled_within(semaphore, 0), "three times");
    ok(signaled_within(mutex, 0), "the mutex is released");
    ok(TryEnterCriticalSection(&section), "the section is left");
    ResetEvent(event);
    require(TrySubmitThreadpoolCallback(bad, &section, NULL));
    ok(reaches(&foreign, 1) && !signaled_within(event, 20), "another instance is nobody's");
    ok(!TrySubmitThreadpoolCallback(NULL, NULL, NULL) && GetLastError() == ERROR_INVALID_PARAMETER, "no function");
    return ok_done();
}
