/* Threads and processes. */
#ifndef _PROCESSTHREADSAPI_H_
#define _PROCESSTHREADSAPI_H_

#include <minwinbase.h>

#define STILL_ACTIVE ((DWORD)0x00000103)
#define CREATE_SUSPENDED 0x00000004
#define STACK_SIZE_PARAM_IS_A_RESERVATION 0x00010000
#define TLS_OUT_OF_INDEXES ((DWORD)0xFFFFFFFF)
#define THREAD_TERMINATE 0x0001
#define THREAD_SUSPEND_RESUME 0x0002
#define THREAD_GET_CONTEXT 0x0008
#define THREAD_SET_CONTEXT 0x0010
#define THREAD_SET_INFORMATION 0x0020
#define THREAD_QUERY_INFORMATION 0x0040
#define THREAD_ALL_ACCESS 0x1FFFFF
#define THREAD_PRIORITY_LOWEST (-2)
#define THREAD_PRIORITY_BELOW_NORMAL (-1)
#define THREAD_PRIORITY_NORMAL 0
#define THREAD_PRIORITY_ABOVE_NORMAL 1
#define THREAD_PRIORITY_HIGHEST 2
#define THREAD_PRIORITY_TIME_CRITICAL 15
#define THREAD_PRIORITY_IDLE (-15)

typedef struct _STARTUPINFOA {
    DWORD cb;
    LPSTR lpReserved;
    LPSTR lpDesktop;
    LPSTR lpTitle;
    DWORD dwX;
    DWORD dwY;
    DWORD dwXSize;
    DWORD dwYSize;
    DWORD dwXCountChars;
    DWORD dwYCountChars;
    DWORD dwFillAttribute;
    DWORD dwFlags;
    WORD wShowWindow;
    WORD cbReserved2;
    LPBYTE lpReserved2;
    HANDLE hStdInput;
    HANDLE hStdOutput;
    HANDLE hStdError;
} STARTUPINFOA, *LPSTARTUPINFOA;

typedef struct _STARTUPINFOW {
    DWORD cb;
    LPWSTR lpReserved;
    LPWSTR lpDesktop;
    LPWSTR lpTitle;
    DWORD dwX;
    DWORD dwY;
    DWORD dwXSize;
    DWORD dwYSize;
    DWORD dwXCountChars;
    DWORD dwYCountChars;
    DWORD dwFillAttribute;
    DWORD dwFlags;
    WORD wShowWindow;
    WORD cbReserved2;
    LPBYTE lpReserved2;
    HANDLE hStdInput;
    HANDLE hStdOutput;
    HANDLE hStdError;
} STARTUPINFOW, *LPSTARTUPINFOW;

#ifdef UNICODE
typedef STARTUPINFOW STARTUPINFO, *LPSTARTUPINFO;
#else
typedef STARTUPINFOA STARTUPINFO, *LPSTARTUPINFO;
#endif
#define STARTF_USESHOWWINDOW 0x00000001
#define STARTF_USESTDHANDLES 0x00000100
#define DETACHED_PROCESS 0x00000008
#define CREATE_NEW_CONSOLE 0x00000010
#define CREATE_NEW_PROCESS_GROUP 0x00000200
#define CREATE_NO_WINDOW 0x08000000

typedef struct _PROCESS_INFORMATION {
    HANDLE hProcess;
    HANDLE hThread;
    DWORD dwProcessId;
    DWORD dwThreadId;
} PROCESS_INFORMATION, *PPROCESS_INFORMATION, *LPPROCESS_INFORMATION;

typedef void (WINAPI *PFLS_CALLBACK_FUNCTION)(PVOID value);
#define FLS_OUT_OF_INDEXES ((DWORD)0xFFFFFFFF)

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
HANDLE WINAPI OpenThread(DWORD access, BOOL inherit, DWORD id) WS2_SYMBOL(OpenThread);
DWORD WINAPI GetCurrentThreadId(void) WS2_SYMBOL(GetCurrentThreadId);
DWORD WINAPI GetCurrentProcessId(void) WS2_SYMBOL(GetCurrentProcessId);
DWORD WINAPI GetProcessId(HANDLE process) WS2_SYMBOL(GetProcessId);
DWORD WINAPI GetThreadId(HANDLE thread) WS2_SYMBOL(GetThreadId);
BOOL WINAPI SetThreadPriority(HANDLE thread, int priority) WS2_SYMBOL(SetThreadPriority);
int WINAPI GetThreadPriority(HANDLE thread) WS2_SYMBOL(GetThreadPriority);
BOOL WINAPI SwitchToThread(void) WS2_SYMBOL(SwitchToThread);
DWORD WINAPI QueueUserAPC(PAPCFUNC routine, HANDLE thread, ULONG_PTR parameter) WS2_SYMBOL(QueueUserAPC);
DWORD WINAPI TlsAlloc(void) WS2_SYMBOL(TlsAlloc);
BOOL WINAPI TlsFree(DWORD index) WS2_SYMBOL(TlsFree);
LPVOID WINAPI TlsGetValue(DWORD index) WS2_SYMBOL(TlsGetValue);
BOOL WINAPI TlsSetValue(DWORD index, LPVOID value) WS2_SYMBOL(TlsSetValue);
BOOL WINAPI CreateProcessA(LPCSTR application, LPSTR command_line, LPSECURITY_ATTRIBUTES process_attributes, LPSECURITY_ATTRIBUTES thread_attributes, BOOL inherit, DWORD flags, LPVOID environment, LPCSTR directory, LPSTARTUPINFOA startup, LPPROCESS_INFORMATION information) WS2_SYMBOL(CreateProcessA);
BOOL WINAPI CreateProcessW(LPCWSTR application, LPWSTR command_line, LPSECURITY_ATTRIBUTES process_attributes, LPSECURITY_ATTRIBUTES thread_attributes, BOOL inherit, DWORD flags, LPVOID environment, LPCWSTR directory, LPSTARTUPINFOW startup, LPPROCESS_INFORMATION information) WS2_SYMBOL(CreateProcessW);
BOOL WINAPI GetExitCodeProcess(HANDLE process, LPDWORD code) WS2_SYMBOL(GetExitCodeProcess);
HANDLE WINAPI OpenProcess(DWORD access, BOOL inherit, DWORD process_id) WS2_SYMBOL(OpenProcess);
DWORD WINAPI FlsAlloc(PFLS_CALLBACK_FUNCTION callback) WS2_SYMBOL(FlsAlloc);
BOOL WINAPI FlsFree(DWORD index) WS2_SYMBOL(FlsFree);
LPVOID WINAPI FlsGetValue(DWORD index) WS2_SYMBOL(FlsGetValue);
BOOL WINAPI FlsSetValue(DWORD index, LPVOID value) WS2_SYMBOL(FlsSetValue);
_WS2_END_DECLS

#define CreateProcess _WS2_AW(CreateProcess)

#endif
