/* The older functions of the thread pool: timer queues, work items, registered waits, I/O callbacks. */
#ifndef _THREADPOOLLEGACYAPISET_H_
#define _THREADPOOLLEGACYAPISET_H_

#include <minwinbase.h>

#define WT_EXECUTEDEFAULT 0x00000000
#define WT_EXECUTEINIOTHREAD 0x00000001
#define WT_EXECUTEINUITHREAD 0x00000002
#define WT_EXECUTEINWAITTHREAD 0x00000004
#define WT_EXECUTEONLYONCE 0x00000008
#define WT_EXECUTELONGFUNCTION 0x00000010
#define WT_EXECUTEINTIMERTHREAD 0x00000020
#define WT_EXECUTEINPERSISTENTTHREAD 0x00000080
#define WT_TRANSFER_IMPERSONATION 0x00000100
#define WT_SET_MAX_THREADPOOL_THREADS(flags, limit) ((flags) |= (limit) << 16)

typedef void (NTAPI *WAITORTIMERCALLBACKFUNC)(PVOID context, BOOLEAN timed_out);
typedef WAITORTIMERCALLBACKFUNC WAITORTIMERCALLBACK;

_WS2_BEGIN_DECLS
HANDLE WINAPI CreateTimerQueue(void) WS2_SYMBOL(CreateTimerQueue);
BOOL WINAPI CreateTimerQueueTimer(PHANDLE timer, HANDLE queue, WAITORTIMERCALLBACK function, PVOID parameter, DWORD due_time, DWORD period, ULONG flags) WS2_SYMBOL(CreateTimerQueueTimer);
BOOL WINAPI ChangeTimerQueueTimer(HANDLE queue, HANDLE timer, ULONG due_time, ULONG period) WS2_SYMBOL(ChangeTimerQueueTimer);
BOOL WINAPI DeleteTimerQueueTimer(HANDLE queue, HANDLE timer, HANDLE completion_event) WS2_SYMBOL(DeleteTimerQueueTimer);
BOOL WINAPI DeleteTimerQueueEx(HANDLE queue, HANDLE completion_event) WS2_SYMBOL(DeleteTimerQueueEx);
BOOL WINAPI DeleteTimerQueue(HANDLE queue) WS2_SYMBOL(DeleteTimerQueue);
BOOL WINAPI QueueUserWorkItem(LPTHREAD_START_ROUTINE function, PVOID context, ULONG flags) WS2_SYMBOL(QueueUserWorkItem);
BOOL WINAPI BindIoCompletionCallback(HANDLE file, LPOVERLAPPED_COMPLETION_ROUTINE function, ULONG flags) WS2_SYMBOL(BindIoCompletionCallback);
BOOL WINAPI RegisterWaitForSingleObject(PHANDLE new_wait, HANDLE object, WAITORTIMERCALLBACK function, PVOID context, ULONG milliseconds, ULONG flags) WS2_SYMBOL(RegisterWaitForSingleObject);
BOOL WINAPI UnregisterWait(HANDLE wait) WS2_SYMBOL(UnregisterWait);
BOOL WINAPI UnregisterWaitEx(HANDLE wait, HANDLE completion_event) WS2_SYMBOL(UnregisterWaitEx);
_WS2_END_DECLS

#endif
