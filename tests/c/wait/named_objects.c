/* Objects with names: creating one that exists opens it, kinds do not mix, and the name goes with the last handle. */
#include "wait.h"

/* The Ex calls take the same names; what they open is what the plain calls made. */
static void kinds(void)
{
    HANDLE event = CreateEventA(NULL, TRUE, FALSE, "Local\\an event"), again;
    HANDLE mutex = CreateMutexExA(NULL, "a mutex", CREATE_MUTEX_INITIAL_OWNER, MUTEX_ALL_ACCESS);
    HANDLE semaphore = CreateSemaphoreExW(NULL, 1, 2, L"a semaphore", 0, SEMAPHORE_ALL_ACCESS);
    HANDLE timer = CreateWaitableTimerW(NULL, TRUE, L"a timer");
    require(event && mutex && semaphore && timer);

    SetLastError(0);
    again = CreateEventExW(NULL, L"an event", CREATE_EVENT_MANUAL_RESET, EVENT_ALL_ACCESS);
    ok(again != NULL && GetLastError() == ERROR_ALREADY_EXISTS, "it was there");
    set_event(again);
    ok(signaled_within(event, 0) && CloseHandle(again), "the same event");

    again = OpenMutexA(SYNCHRONIZE, FALSE, "a mutex");
    ok(again != NULL && ReleaseMutex(again) && CloseHandle(again), "owned from the beginning");
    ok_call_fails(ReleaseMutex(mutex), FALSE, ERROR_NOT_OWNER);

    again = OpenSemaphoreA(SEMAPHORE_MODIFY_STATE, FALSE, "a semaphore");
    ok(again != NULL && ReleaseSemaphore(again, 1, NULL) && CloseHandle(again), "OpenSemaphore");
    ok_call_fails(ReleaseSemaphore(semaphore, 1, NULL), FALSE, ERROR_TOO_MANY_POSTS);
    again = CreateSemaphoreA(NULL, 0, 5, "a semaphore");
    ok(again != NULL && GetLastError() == ERROR_ALREADY_EXISTS && signaled_within(again, 0), "its own count stays");
    CloseHandle(again);

    again = OpenWaitableTimerA(TIMER_ALL_ACCESS, FALSE, "a timer");
    ok(again != NULL, "OpenWaitableTimer");
    set_timer(again, 0, 0);
    ok(signaled_within(timer, 5000) && CloseHandle(again), "the same timer");
    SetLastError(0);
    again = CreateWaitableTimerExA(NULL, "a timer", 0, TIMER_ALL_ACCESS);
    ok(again != NULL && GetLastError() == ERROR_ALREADY_EXISTS && CloseHandle(again), "it was there");

    ok_call_fails(CreateEventA(NULL, TRUE, FALSE, "a timer"), NULL, ERROR_INVALID_HANDLE);
    ok_call_fails(CreateWaitableTimerA(NULL, TRUE, "an event"), NULL, ERROR_INVALID_HANDLE);
    ok_call_fails(OpenWaitableTimerW(TIMER_ALL_ACCESS, FALSE, L"a mutex"), NULL, ERROR_INVALID_HANDLE);
    ok_call_fails(OpenSemaphoreW(SYNCHRONIZE, FALSE, L"no such name"), NULL, ERROR_FILE_NOT_FOUND);
    ok_call_fails(OpenWaitableTimerW(SYNCHRONIZE, FALSE, L"A timer"), NULL, ERROR_FILE_NOT_FOUND);

    CloseHandle(timer);
    ok_call_fails(OpenWaitableTimerW(SYNCHRONIZE, FALSE, L"a timer"), NULL, ERROR_FILE_NOT_FOUND);
    CloseHandle(event);
    CloseHandle(mutex);
    CloseHandle(semaphore);
}

static void arguments(void)
{
    ok_call_fails(CreateMutexEx(NULL, NULL, 0x10, 0), NULL, ERROR_INVALID_PARAMETER);
    ok_call_fails(CreateSemaphoreEx(NULL, 1, 2, NULL, 1, 0), NULL, ERROR_INVALID_PARAMETER);
    ok_call_fails(CreateSemaphoreEx(NULL, 3, 2, NULL, 0, 0), NULL, ERROR_INVALID_PARAMETER);
    ok_call_fails(CreateSemaphore(NULL, -1, 2, NULL), NULL, ERROR_INVALID_PARAMETER);
    ok_call_fails(CreateSemaphore(NULL, 0, 0, NULL), NULL, ERROR_INVALID_PARAMETER);
}

int main(void)
{
    kinds();
    arguments();
    return ok_done();
}
