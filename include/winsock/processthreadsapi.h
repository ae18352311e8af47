/* Threads and processes. */
#ifndef _PROCESSTHREADSAPI_H_
#define _PROCESSTHREADSAPI_H_

#include <minwinbase.h>

#define STILL_ACTIVE ((DWORD)0x00000103)
#define CREATE_SUSPENDED 0x00000004
#define STACK_SIZE_PARAM_IS_A_RESERVATION 0x00010000
#define TLS_OUT_OF_INDEXES ((DWORD)0xFFFFFFFF)
#define THREAD_PRIORITY_LOWEST (-2)
#define THREAD_PRIORITY_BELOW_NORMAL (-1)
#define THREAD_PRIORITY_NORMAL 0
#define THREAD_PRIORITY_ABOVE_NORMAL 1
#define THREAD_PRIORITY_HIGHEST 2
#define THREAD_PRIORITY_TIME_CRITICAL 15
#define THREAD_PRIORITY_IDLE (-15)

_WS2_BEGIN_DECLS
HANDLE WINAPI CreateThread(LPSECURITY_ATTRIBUTES attributes, SIZE_T stack_size, LPTHREAD_START_ROUTINE start, LPVOID parameter, DWORD flags, LPDWORD thread_id) WS2_SYMBOL(CreateThread);
void WINAPI ExitThread(DWORD code) WS2_SYMBOL(ExitThread) __attribute__((__noreturn__));
void WINAPI ExitProcess(UINT code) WS2_SYMBOL(ExitProcess) __attribute__((__noreturn__));
BOOL WINAPI TerminateThread(HANDLE thread, DWORD code) WS2_SYMBOL(TerminateThread);
BOOL WINAPI TerminateProcess(HANDLE process, UINT code) WS2_SYMBOL(TerminateProcess);
DWORD WINAPI ResumeThread(HANDLE thread) WS2_SYMBOL(ResumeThread);
DWORD WINAPI SuspendThread(HANDLE thread) WS2_SYMBOL(SuspendThread);
BOOL WINAPI GetExitCodeThread(HANDLE thread, LPDWORD code) WS2_SYMBOL(GetExitCodeThread);
HANDLE WINAPI GetCurrentThread(void) WS2_SYMBOL(GetCurrentThread);
HANDLE WINAPI GetCurrentProcess(void) WS2_SYMBOL(GetCurrentProcess);
DWORD WINAPI GetCurrentThreadId(void) WS2_SYMBOL(GetCurrentThreadId);
DWORD WINAPI GetCurrentProcessId(void) WS2_SYMBOL(GetCurrentProcessId);
DWORD WINAPI GetThreadId(HANDLE thread) WS2_SYMBOL(GetThreadId);
BOOL WINAPI SetThreadPriority(HANDLE thread, int priority) WS2_SYMBOL(SetThreadPriority);
int WINAPI GetThreadPriority(HANDLE thread) WS2_SYMBOL(GetThreadPriority);
BOOL WINAPI SwitchToThread(void) WS2_SYMBOL(SwitchToThread);
DWORD WINAPI QueueUserAPC(PAPCFUNC routine, HANDLE thread, ULONG_PTR parameter) WS2_SYMBOL(QueueUserAPC);
DWORD WINAPI TlsAlloc(void) WS2_SYMBOL(TlsAlloc);
BOOL WINAPI TlsFree(DWORD index) WS2_SYMBOL(TlsFree);
LPVOID WINAPI TlsGetValue(DWORD index) WS2_SYMBOL(TlsGetValue);
BOOL WINAPI TlsSetValue(DWORD index, LPVOID value) WS2_SYMBOL(TlsSetValue);
_WS2_END_DECLS

#endif
