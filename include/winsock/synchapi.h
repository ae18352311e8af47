/* Waiting: events, mutexes, semaphores, timers, critical sections, slim locks. */
#ifndef _SYNCHAPI_H_
#define _SYNCHAPI_H_

#include <minwinbase.h>

#define INFINITE 0xFFFFFFFF
#define WAIT_FAILED ((DWORD)0xFFFFFFFF)
#define WAIT_OBJECT_0 ((STATUS_WAIT_0) + 0)
#define WAIT_ABANDONED ((STATUS_ABANDONED_WAIT_0) + 0)
#define WAIT_ABANDONED_0 ((STATUS_ABANDONED_WAIT_0) + 0)
#define WAIT_IO_COMPLETION STATUS_USER_APC
#define CREATE_EVENT_MANUAL_RESET 0x00000001
#define CREATE_EVENT_INITIAL_SET 0x00000002
#define CREATE_MUTEX_INITIAL_OWNER 0x00000001
#define CREATE_WAITABLE_TIMER_MANUAL_RESET 0x00000001
#define CREATE_WAITABLE_TIMER_HIGH_RESOLUTION 0x00000002

typedef void (APIENTRY *PTIMERAPCROUTINE)(LPVOID argument, DWORD time_low, DWORD time_high);

typedef RTL_SRWLOCK SRWLOCK, *PSRWLOCK;
typedef RTL_CONDITION_VARIABLE CONDITION_VARIABLE, *PCONDITION_VARIABLE;
typedef RTL_RUN_ONCE INIT_ONCE, *PINIT_ONCE, *LPINIT_ONCE;
typedef BOOL (WINAPI *PINIT_ONCE_FN)(PINIT_ONCE once, PVOID parameter, PVOID *context);
#define SRWLOCK_INIT {0}
#define CONDITION_VARIABLE_INIT {0}
#define CONDITION_VARIABLE_LOCKMODE_SHARED 0x1
#define INIT_ONCE_STATIC_INIT {0}

_WS2_BEGIN_DECLS
HANDLE WINAPI CreateEventA(LPSECURITY_ATTRIBUTES attributes, BOOL manual_reset, BOOL initial_state, LPCSTR name) WS2_SYMBOL(CreateEventA);
HANDLE WINAPI CreateEventW(LPSECURITY_ATTRIBUTES attributes, BOOL manual_reset, BOOL initial_state, LPCWSTR name) WS2_SYMBOL(CreateEventW);
HANDLE WINAPI CreateEventExA(LPSECURITY_ATTRIBUTES attributes, LPCSTR name, DWORD flags, DWORD access) WS2_SYMBOL(CreateEventExA);
HANDLE WINAPI CreateEventExW(LPSECURITY_ATTRIBUTES attributes, LPCWSTR name, DWORD flags, DWORD access) WS2_SYMBOL(CreateEventExW);
HANDLE WINAPI OpenEventA(DWORD access, BOOL inherit, LPCSTR name) WS2_SYMBOL(OpenEventA);
HANDLE WINAPI OpenEventW(DWORD access, BOOL inherit, LPCWSTR name) WS2_SYMBOL(OpenEventW);
BOOL WINAPI SetEvent(HANDLE event) WS2_SYMBOL(SetEvent);
BOOL WINAPI ResetEvent(HANDLE event) WS2_SYMBOL(ResetEvent);
BOOL WINAPI PulseEvent(HANDLE event) WS2_SYMBOL(PulseEvent);
HANDLE WINAPI CreateMutexA(LPSECURITY_ATTRIBUTES attributes, BOOL initial_owner, LPCSTR name) WS2_SYMBOL(CreateMutexA);
HANDLE WINAPI CreateMutexW(LPSECURITY_ATTRIBUTES attributes, BOOL initial_owner, LPCWSTR name) WS2_SYMBOL(CreateMutexW);
HANDLE WINAPI CreateMutexExA(LPSECURITY_ATTRIBUTES attributes, LPCSTR name, DWORD flags, DWORD access) WS2_SYMBOL(CreateMutexExA);
HANDLE WINAPI CreateMutexExW(LPSECURITY_ATTRIBUTES attributes, LPCWSTR name, DWORD flags, DWORD access) WS2_SYMBOL(CreateMutexExW);
HANDLE WINAPI OpenMutexA(DWORD access, BOOL inherit, LPCSTR name) WS2_SYMBOL(OpenMutexA);
HANDLE WINAPI OpenMutexW(DWORD access, BOOL inherit, LPCWSTR name) WS2_SYMBOL(OpenMutexW);
BOOL WINAPI ReleaseMutex(HANDLE mutex) WS2_SYMBOL(ReleaseMutex);
HANDLE WINAPI CreateSemaphoreA(LPSECURITY_ATTRIBUTES attributes, LONG initial_count, LONG maximum_count, LPCSTR name) WS2_SYMBOL(CreateSemaphoreA);
HANDLE WINAPI CreateSemaphoreW(LPSECURITY_ATTRIBUTES attributes, LONG initial_count, LONG maximum_count, LPCWSTR name) WS2_SYMBOL(CreateSemaphoreW);
HANDLE WINAPI CreateSemaphoreExA(LPSECURITY_ATTRIBUTES attributes, LONG initial_count, LONG maximum_count, LPCSTR name, DWORD flags, DWORD access) WS2_SYMBOL(CreateSemaphoreExA);
HANDLE WINAPI CreateSemaphoreExW(LPSECURITY_ATTRIBUTES attributes, LONG initial_count, LONG maximum_count, LPCWSTR name, DWORD flags, DWORD access) WS2_SYMBOL(CreateSemaphoreExW);
HANDLE WINAPI OpenSemaphoreA(DWORD access, BOOL inherit, LPCSTR name) WS2_SYMBOL(OpenSemaphoreA);
HANDLE WINAPI OpenSemaphoreW(DWORD access, BOOL inherit, LPCWSTR name) WS2_SYMBOL(OpenSemaphoreW);
BOOL WINAPI ReleaseSemaphore(HANDLE semaphore, LONG release_count, LPLONG previous_count) WS2_SYMBOL(ReleaseSemaphore);
HANDLE WINAPI CreateWaitableTimerA(LPSECURITY_ATTRIBUTES attributes, BOOL manual_reset, LPCSTR name) WS2_SYMBOL(CreateWaitableTimerA);
HANDLE WINAPI CreateWaitableTimerW(LPSECURITY_ATTRIBUTES attributes, BOOL manual_reset, LPCWSTR name) WS2_SYMBOL(CreateWaitableTimerW);
HANDLE WINAPI CreateWaitableTimerExA(LPSECURITY_ATTRIBUTES attributes, LPCSTR name, DWORD flags, DWORD access) WS2_SYMBOL(CreateWaitableTimerExA);
HANDLE WINAPI CreateWaitableTimerExW(LPSECURITY_ATTRIBUTES attributes, LPCWSTR name, DWORD flags, DWORD access) WS2_SYMBOL(CreateWaitableTimerExW);
HANDLE WINAPI OpenWaitableTimerA(DWORD access, BOOL inherit, LPCSTR name) WS2_SYMBOL(OpenWaitableTimerA);
HANDLE WINAPI OpenWaitableTimerW(DWORD access, BOOL inherit, LPCWSTR name) WS2_SYMBOL(OpenWaitableTimerW);
BOOL WINAPI SetWaitableTimer(HANDLE timer, const LARGE_INTEGER *due_time, LONG period, PTIMERAPCROUTINE routine, LPVOID argument, BOOL resume) WS2_SYMBOL(SetWaitableTimer);
BOOL WINAPI SetWaitableTimerEx(HANDLE timer, const LARGE_INTEGER *due_time, LONG period, PTIMERAPCROUTINE routine, LPVOID argument, PREASON_CONTEXT wake_context, ULONG tolerable_delay) WS2_SYMBOL(SetWaitableTimerEx);
BOOL WINAPI CancelWaitableTimer(HANDLE timer) WS2_SYMBOL(CancelWaitableTimer);
DWORD WINAPI WaitForSingleObject(HANDLE object, DWORD milliseconds) WS2_SYMBOL(WaitForSingleObject);
DWORD WINAPI WaitForSingleObjectEx(HANDLE object, DWORD milliseconds, BOOL alertable) WS2_SYMBOL(WaitForSingleObjectEx);
DWORD WINAPI WaitForMultipleObjects(DWORD count, const HANDLE *objects, BOOL wait_all, DWORD milliseconds) WS2_SYMBOL(WaitForMultipleObjects);
DWORD WINAPI WaitForMultipleObjectsEx(DWORD count, const HANDLE *objects, BOOL wait_all, DWORD milliseconds, BOOL alertable) WS2_SYMBOL(WaitForMultipleObjectsEx);
DWORD WINAPI SignalObjectAndWait(HANDLE to_signal, HANDLE to_wait_on, DWORD milliseconds, BOOL alertable) WS2_SYMBOL(SignalObjectAndWait);
void WINAPI Sleep(DWORD milliseconds) WS2_SYMBOL(Sleep);
DWORD WINAPI SleepEx(DWORD milliseconds, BOOL alertable) WS2_SYMBOL(SleepEx);

void WINAPI InitializeCriticalSection(LPCRITICAL_SECTION section) WS2_SYMBOL(InitializeCriticalSection);
BOOL WINAPI InitializeCriticalSectionAndSpinCount(LPCRITICAL_SECTION section, DWORD spin_count) WS2_SYMBOL(InitializeCriticalSectionAndSpinCount);
BOOL WINAPI InitializeCriticalSectionEx(LPCRITICAL_SECTION section, DWORD spin_count, DWORD flags) WS2_SYMBOL(InitializeCriticalSectionEx);
DWORD WINAPI SetCriticalSectionSpinCount(LPCRITICAL_SECTION section, DWORD spin_count) WS2_SYMBOL(SetCriticalSectionSpinCount);
void WINAPI EnterCriticalSection(LPCRITICAL_SECTION section) WS2_SYMBOL(EnterCriticalSection);
BOOL WINAPI TryEnterCriticalSection(LPCRITICAL_SECTION section) WS2_SYMBOL(TryEnterCriticalSection);
void WINAPI LeaveCriticalSection(LPCRITICAL_SECTION section) WS2_SYMBOL(LeaveCriticalSection);
void WINAPI DeleteCriticalSection(LPCRITICAL_SECTION section) WS2_SYMBOL(DeleteCriticalSection);

void WINAPI InitializeSRWLock(PSRWLOCK lock) WS2_SYMBOL(InitializeSRWLock);
void WINAPI AcquireSRWLockExclusive(PSRWLOCK lock) WS2_SYMBOL(AcquireSRWLockExclusive);
void WINAPI AcquireSRWLockShared(PSRWLOCK lock) WS2_SYMBOL(AcquireSRWLockShared);
void WINAPI ReleaseSRWLockExclusive(PSRWLOCK lock) WS2_SYMBOL(ReleaseSRWLockExclusive);
void WINAPI ReleaseSRWLockShared(PSRWLOCK lock) WS2_SYMBOL(ReleaseSRWLockShared);
BOOLEAN WINAPI TryAcquireSRWLockExclusive(PSRWLOCK lock) WS2_SYMBOL(TryAcquireSRWLockExclusive);
BOOLEAN WINAPI TryAcquireSRWLockShared(PSRWLOCK lock) WS2_SYMBOL(TryAcquireSRWLockShared);
void WINAPI InitializeConditionVariable(PCONDITION_VARIABLE variable) WS2_SYMBOL(InitializeConditionVariable);
BOOL WINAPI SleepConditionVariableCS(PCONDITION_VARIABLE variable, PCRITICAL_SECTION section, DWORD milliseconds) WS2_SYMBOL(SleepConditionVariableCS);
BOOL WINAPI SleepConditionVariableSRW(PCONDITION_VARIABLE variable, PSRWLOCK lock, DWORD milliseconds, ULONG flags) WS2_SYMBOL(SleepConditionVariableSRW);
void WINAPI WakeConditionVariable(PCONDITION_VARIABLE variable) WS2_SYMBOL(WakeConditionVariable);
void WINAPI WakeAllConditionVariable(PCONDITION_VARIABLE variable) WS2_SYMBOL(WakeAllConditionVariable);
BOOL WINAPI InitOnceExecuteOnce(PINIT_ONCE once, PINIT_ONCE_FN routine, PVOID parameter, LPVOID *context) WS2_SYMBOL(InitOnceExecuteOnce);
void WINAPI InitOnceInitialize(PINIT_ONCE once) WS2_SYMBOL(InitOnceInitialize);
_WS2_END_DECLS

#define CreateEvent _WS2_AW(CreateEvent)
#define CreateEventEx _WS2_AW(CreateEventEx)
#define OpenEvent _WS2_AW(OpenEvent)
#define CreateMutex _WS2_AW(CreateMutex)
#define CreateMutexEx _WS2_AW(CreateMutexEx)
#define OpenMutex _WS2_AW(OpenMutex)
#define CreateSemaphore _WS2_AW(CreateSemaphore)
#define CreateSemaphoreEx _WS2_AW(CreateSemaphoreEx)
#define OpenSemaphore _WS2_AW(OpenSemaphore)
#define CreateWaitableTimer _WS2_AW(CreateWaitableTimer)
#define CreateWaitableTimerEx _WS2_AW(CreateWaitableTimerEx)
#define OpenWaitableTimer _WS2_AW(OpenWaitableTimer)

#endif
