/* The thread pool: pools, callback environments, and work, I/O, timer and wait objects. */
#ifndef _THREADPOOLAPISET_H_
#define _THREADPOOLAPISET_H_

#include <minwinbase.h>

typedef struct _TP_CALLBACK_INSTANCE TP_CALLBACK_INSTANCE, *PTP_CALLBACK_INSTANCE;
typedef struct _TP_POOL TP_POOL, *PTP_POOL;
typedef struct _TP_CLEANUP_GROUP TP_CLEANUP_GROUP, *PTP_CLEANUP_GROUP;
typedef struct _TP_WORK TP_WORK, *PTP_WORK;
typedef struct _TP_IO TP_IO, *PTP_IO;
typedef struct _TP_TIMER TP_TIMER, *PTP_TIMER;
typedef struct _TP_WAIT TP_WAIT, *PTP_WAIT;
typedef DWORD TP_VERSION, *PTP_VERSION;
typedef DWORD TP_WAIT_RESULT;

typedef void (NTAPI *PTP_SIMPLE_CALLBACK)(PTP_CALLBACK_INSTANCE instance, PVOID context);
typedef void (NTAPI *PTP_WORK_CALLBACK)(PTP_CALLBACK_INSTANCE instance, PVOID context, PTP_WORK work);
typedef void (NTAPI *PTP_TIMER_CALLBACK)(PTP_CALLBACK_INSTANCE instance, PVOID context, PTP_TIMER timer);
typedef void (NTAPI *PTP_WAIT_CALLBACK)(PTP_CALLBACK_INSTANCE instance, PVOID context, PTP_WAIT wait, TP_WAIT_RESULT result);
typedef void (WINAPI *PTP_WIN32_IO_CALLBACK)(PTP_CALLBACK_INSTANCE instance, PVOID context, PVOID overlapped, ULONG result, ULONG_PTR transferred, PTP_IO io);
typedef void (NTAPI *PTP_CLEANUP_GROUP_CANCEL_CALLBACK)(PVOID object_context, PVOID cleanup_context);

typedef enum _TP_CALLBACK_PRIORITY {
    TP_CALLBACK_PRIORITY_HIGH,
    TP_CALLBACK_PRIORITY_NORMAL,
    TP_CALLBACK_PRIORITY_LOW,
    TP_CALLBACK_PRIORITY_INVALID,
    TP_CALLBACK_PRIORITY_COUNT = TP_CALLBACK_PRIORITY_INVALID
} TP_CALLBACK_PRIORITY;

typedef struct _TP_CALLBACK_ENVIRON_V3 {
    TP_VERSION Version;
    PTP_POOL Pool;
    PTP_CLEANUP_GROUP CleanupGroup;
    PTP_CLEANUP_GROUP_CANCEL_CALLBACK CleanupGroupCancelCallback;
    PVOID RaceDll;
    struct _ACTIVATION_CONTEXT *ActivationContext;
    PTP_SIMPLE_CALLBACK FinalizationCallback;
    union {
        DWORD Flags;
        struct {
            DWORD LongFunction : 1;
            DWORD Persistent : 1;
            DWORD Private : 30;
        } s;
    } u;
    TP_CALLBACK_PRIORITY CallbackPriority;
    DWORD Size;
} TP_CALLBACK_ENVIRON_V3, TP_CALLBACK_ENVIRON, *PTP_CALLBACK_ENVIRON;

static __inline void InitializeThreadpoolEnvironment(PTP_CALLBACK_ENVIRON environment)
{
    environment->Version = 3;
    environment->Pool = NULL;
    environment->CleanupGroup = NULL;
    environment->CleanupGroupCancelCallback = NULL;
    environment->RaceDll = NULL;
    environment->ActivationContext = NULL;
    environment->FinalizationCallback = NULL;
    environment->u.Flags = 0;
    environment->CallbackPriority = TP_CALLBACK_PRIORITY_NORMAL;
    environment->Size = sizeof *environment;
}

static __inline void SetThreadpoolCallbackPool(PTP_CALLBACK_ENVIRON environment, PTP_POOL pool)
{
    environment->Pool = pool;
}

static __inline void SetThreadpoolCallbackCleanupGroup(PTP_CALLBACK_ENVIRON environment, PTP_CLEANUP_GROUP group, PTP_CLEANUP_GROUP_CANCEL_CALLBACK cancel)
{
    environment->CleanupGroup = group;
    environment->CleanupGroupCancelCallback = cancel;
}

static __inline void SetThreadpoolCallbackRunsLong(PTP_CALLBACK_ENVIRON environment)
{
    environment->u.s.LongFunction = 1;
}

static __inline void SetThreadpoolCallbackPersistent(PTP_CALLBACK_ENVIRON environment)
{
    environment->u.s.Persistent = 1;
}

static __inline void SetThreadpoolCallbackPriority(PTP_CALLBACK_ENVIRON environment, TP_CALLBACK_PRIORITY priority)
{
    environment->CallbackPriority = priority;
}

static __inline void SetThreadpoolCallbackLibrary(PTP_CALLBACK_ENVIRON environment, PVOID module)
{
    environment->RaceDll = module;
}

static __inline void DestroyThreadpoolEnvironment(PTP_CALLBACK_ENVIRON environment)
{
    (void)environment;
}

_WS2_BEGIN_DECLS
PTP_POOL WINAPI CreateThreadpool(PVOID reserved) WS2_SYMBOL(CreateThreadpool);
void WINAPI CloseThreadpool(PTP_POOL pool) WS2_SYMBOL(CloseThreadpool);
void WINAPI SetThreadpoolThreadMaximum(PTP_POOL pool, DWORD most) WS2_SYMBOL(SetThreadpoolThreadMaximum);
BOOL WINAPI SetThreadpoolThreadMinimum(PTP_POOL pool, DWORD least) WS2_SYMBOL(SetThreadpoolThreadMinimum);
PTP_CLEANUP_GROUP WINAPI CreateThreadpoolCleanupGroup(void) WS2_SYMBOL(CreateThreadpoolCleanupGroup);
void WINAPI CloseThreadpoolCleanupGroupMembers(PTP_CLEANUP_GROUP group, BOOL cancel_pending, PVOID cleanup_context) WS2_SYMBOL(CloseThreadpoolCleanupGroupMembers);
void WINAPI CloseThreadpoolCleanupGroup(PTP_CLEANUP_GROUP group) WS2_SYMBOL(CloseThreadpoolCleanupGroup);

BOOL WINAPI TrySubmitThreadpoolCallback(PTP_SIMPLE_CALLBACK function, PVOID context, PTP_CALLBACK_ENVIRON environment) WS2_SYMBOL(TrySubmitThreadpoolCallback);
PTP_WORK WINAPI CreateThreadpoolWork(PTP_WORK_CALLBACK function, PVOID context, PTP_CALLBACK_ENVIRON environment) WS2_SYMBOL(CreateThreadpoolWork);
void WINAPI SubmitThreadpoolWork(PTP_WORK work) WS2_SYMBOL(SubmitThreadpoolWork);
void WINAPI WaitForThreadpoolWorkCallbacks(PTP_WORK work, BOOL cancel_pending) WS2_SYMBOL(WaitForThreadpoolWorkCallbacks);
void WINAPI CloseThreadpoolWork(PTP_WORK work) WS2_SYMBOL(CloseThreadpoolWork);

PTP_IO WINAPI CreateThreadpoolIo(HANDLE file, PTP_WIN32_IO_CALLBACK function, PVOID context, PTP_CALLBACK_ENVIRON environment) WS2_SYMBOL(CreateThreadpoolIo);
void WINAPI StartThreadpoolIo(PTP_IO io) WS2_SYMBOL(StartThreadpoolIo);
void WINAPI CancelThreadpoolIo(PTP_IO io) WS2_SYMBOL(CancelThreadpoolIo);
void WINAPI WaitForThreadpoolIoCallbacks(PTP_IO io, BOOL cancel_pending) WS2_SYMBOL(WaitForThreadpoolIoCallbacks);
void WINAPI CloseThreadpoolIo(PTP_IO io) WS2_SYMBOL(CloseThreadpoolIo);

PTP_TIMER WINAPI CreateThreadpoolTimer(PTP_TIMER_CALLBACK function, PVOID context, PTP_CALLBACK_ENVIRON environment) WS2_SYMBOL(CreateThreadpoolTimer);
void WINAPI SetThreadpoolTimer(PTP_TIMER timer, PFILETIME due_time, DWORD period, DWORD window_length) WS2_SYMBOL(SetThreadpoolTimer);
BOOL WINAPI SetThreadpoolTimerEx(PTP_TIMER timer, PFILETIME due_time, DWORD period, DWORD window_length) WS2_SYMBOL(SetThreadpoolTimerEx);
BOOL WINAPI IsThreadpoolTimerSet(PTP_TIMER timer) WS2_SYMBOL(IsThreadpoolTimerSet);
void WINAPI WaitForThreadpoolTimerCallbacks(PTP_TIMER timer, BOOL cancel_pending) WS2_SYMBOL(WaitForThreadpoolTimerCallbacks);
void WINAPI CloseThreadpoolTimer(PTP_TIMER timer) WS2_SYMBOL(CloseThreadpoolTimer);

PTP_WAIT WINAPI CreateThreadpoolWait(PTP_WAIT_CALLBACK function, PVOID context, PTP_CALLBACK_ENVIRON environment) WS2_SYMBOL(CreateThreadpoolWait);
void WINAPI SetThreadpoolWait(PTP_WAIT wait, HANDLE handle, PFILETIME timeout) WS2_SYMBOL(SetThreadpoolWait);
BOOL WINAPI SetThreadpoolWaitEx(PTP_WAIT wait, HANDLE handle, PFILETIME timeout, PVOID reserved) WS2_SYMBOL(SetThreadpoolWaitEx);
void WINAPI WaitForThreadpoolWaitCallbacks(PTP_WAIT wait, BOOL cancel_pending) WS2_SYMBOL(WaitForThreadpoolWaitCallbacks);
void WINAPI CloseThreadpoolWait(PTP_WAIT wait) WS2_SYMBOL(CloseThreadpoolWait);

BOOL WINAPI CallbackMayRunLong(PTP_CALLBACK_INSTANCE instance) WS2_SYMBOL(CallbackMayRunLong);
void WINAPI DisassociateCurrentThreadFromCallback(PTP_CALLBACK_INSTANCE instance) WS2_SYMBOL(DisassociateCurrentThreadFromCallback);
void WINAPI SetEventWhenCallbackReturns(PTP_CALLBACK_INSTANCE instance, HANDLE event) WS2_SYMBOL(SetEventWhenCallbackReturns);
void WINAPI ReleaseSemaphoreWhenCallbackReturns(PTP_CALLBACK_INSTANCE instance, HANDLE semaphore, DWORD count) WS2_SYMBOL(ReleaseSemaphoreWhenCallbackReturns);
void WINAPI ReleaseMutexWhenCallbackReturns(PTP_CALLBACK_INSTANCE instance, HANDLE mutex) WS2_SYMBOL(ReleaseMutexWhenCallbackReturns);
void WINAPI LeaveCriticalSectionWhenCallbackReturns(PTP_CALLBACK_INSTANCE instance, PCRITICAL_SECTION section) WS2_SYMBOL(LeaveCriticalSectionWhenCallbackReturns);
void WINAPI FreeLibraryWhenCallbackReturns(PTP_CALLBACK_INSTANCE instance, HMODULE module) WS2_SYMBOL(FreeLibraryWhenCallbackReturns);
_WS2_END_DECLS

#endif
