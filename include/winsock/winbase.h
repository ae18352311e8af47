/* Kernel functions of windows.h that have no header of their own. */
#ifndef _WINBASE_
#define _WINBASE_

#include <windef.h>
#include <winnt.h>
#include <stdarg.h>
#include <string.h>
#include <minwinbase.h>
#include <errhandlingapi.h>
#include <handleapi.h>
#include <processthreadsapi.h>
#include <processenv.h>
#include <synchapi.h>
#include <libloaderapi.h>
#include <heapapi.h>
#include <profileapi.h>
#include <sysinfoapi.h>
#include <stringapiset.h>
#include <debugapi.h>
#include <consoleapi.h>
#include <ioapiset.h>
#include <threadpoolapiset.h>
#include <threadpoollegacyapiset.h>
#include <fileapi.h>
#include <commapi.h>
#include <namedpipeapi.h>
#include <memoryapi.h>

#define RtlMoveMemory(to, from, bytes) memmove((to), (from), (bytes))
#define RtlCopyMemory(to, from, bytes) memcpy((to), (from), (bytes))
#define RtlFillMemory(to, bytes, value) memset((to), (value), (bytes))
#define RtlZeroMemory(to, bytes) memset((to), 0, (bytes))
#define RtlEqualMemory(a, b, bytes) (!memcmp((a), (b), (bytes)))
#define MoveMemory RtlMoveMemory
#define CopyMemory RtlCopyMemory
#define FillMemory RtlFillMemory
#define ZeroMemory RtlZeroMemory
static __inline PVOID SecureZeroMemory(PVOID memory, SIZE_T bytes)
{
    memset(memory, 0, bytes);
    __asm__ __volatile__("" : : "r"(memory) : "memory");
    return memory;
}

#define HasOverlappedIoCompleted(overlapped) (((DWORD)(overlapped)->Internal) != STATUS_PENDING)
#define FILE_BEGIN 0
#define FILE_CURRENT 1
#define FILE_END 2
#define FILE_FLAG_WRITE_THROUGH 0x80000000
#define FILE_FLAG_OVERLAPPED 0x40000000
#define FILE_FLAG_NO_BUFFERING 0x20000000
#define FILE_FLAG_RANDOM_ACCESS 0x10000000
#define FILE_FLAG_SEQUENTIAL_SCAN 0x08000000
#define MOVEFILE_REPLACE_EXISTING 0x00000001
#define MOVEFILE_COPY_ALLOWED 0x00000002
#define MOVEFILE_WRITE_THROUGH 0x00000008
#define FILE_FLAG_FIRST_PIPE_INSTANCE 0x00080000
#define PIPE_ACCESS_INBOUND 0x00000001
#define PIPE_ACCESS_OUTBOUND 0x00000002
#define PIPE_ACCESS_DUPLEX 0x00000003
#define PIPE_WAIT 0x00000000
#define PIPE_NOWAIT 0x00000001
#define PIPE_READMODE_BYTE 0x00000000
#define PIPE_READMODE_MESSAGE 0x00000002
#define PIPE_TYPE_BYTE 0x00000000
#define PIPE_TYPE_MESSAGE 0x00000004
#define PIPE_ACCEPT_REMOTE_CLIENTS 0x00000000
#define PIPE_REJECT_REMOTE_CLIENTS 0x00000008
#define PIPE_UNLIMITED_INSTANCES 255
#define NMPWAIT_WAIT_FOREVER 0xFFFFFFFF
#define NMPWAIT_NOWAIT 0x00000001
#define NMPWAIT_USE_DEFAULT_WAIT 0x00000000
#define FILE_TYPE_UNKNOWN 0x0000
#define FILE_TYPE_DISK 0x0001
#define FILE_TYPE_CHAR 0x0002
#define FILE_TYPE_PIPE 0x0003
#define FILE_TYPE_REMOTE 0x8000
#define FILE_SKIP_COMPLETION_PORT_ON_SUCCESS 0x1
#define FILE_SKIP_SET_EVENT_ON_HANDLE 0x2

#define LMEM_FIXED 0x0000
#define LMEM_MOVEABLE 0x0002
#define LMEM_ZEROINIT 0x0040
#define LPTR (LMEM_FIXED | LMEM_ZEROINIT)
#define LHND (LMEM_MOVEABLE | LMEM_ZEROINIT)
#define GMEM_FIXED 0x0000
#define GMEM_MOVEABLE 0x0002
#define GMEM_ZEROINIT 0x0040
#define GPTR (GMEM_FIXED | GMEM_ZEROINIT)
#define GHND (GMEM_MOVEABLE | GMEM_ZEROINIT)

#define FORMAT_MESSAGE_ALLOCATE_BUFFER 0x00000100
#define FORMAT_MESSAGE_IGNORE_INSERTS 0x00000200
#define FORMAT_MESSAGE_FROM_STRING 0x00000400
#define FORMAT_MESSAGE_FROM_HMODULE 0x00000800
#define FORMAT_MESSAGE_FROM_SYSTEM 0x00001000
#define FORMAT_MESSAGE_ARGUMENT_ARRAY 0x00002000
#define FORMAT_MESSAGE_MAX_WIDTH_MASK 0x000000FF

#define MakeProcInstance(procedure, instance) (procedure)
#define FreeProcInstance(procedure) (procedure)

_WS2_BEGIN_DECLS
DWORD WINAPI FormatMessageA(DWORD flags, LPCVOID source, DWORD message, DWORD language, LPSTR buffer, DWORD size, va_list *arguments) WS2_SYMBOL(FormatMessageA);
DWORD WINAPI FormatMessageW(DWORD flags, LPCVOID source, DWORD message, DWORD language, LPWSTR buffer, DWORD size, va_list *arguments) WS2_SYMBOL(FormatMessageW);
HLOCAL WINAPI LocalAlloc(UINT flags, SIZE_T bytes) WS2_SYMBOL(LocalAlloc);
HLOCAL WINAPI LocalFree(HLOCAL memory) WS2_SYMBOL(LocalFree);
HLOCAL WINAPI LocalReAlloc(HLOCAL memory, SIZE_T bytes, UINT flags) WS2_SYMBOL(LocalReAlloc);
HGLOBAL WINAPI GlobalAlloc(UINT flags, SIZE_T bytes) WS2_SYMBOL(GlobalAlloc);
HGLOBAL WINAPI GlobalFree(HGLOBAL memory) WS2_SYMBOL(GlobalFree);
LPVOID WINAPI GlobalLock(HGLOBAL memory) WS2_SYMBOL(GlobalLock);
BOOL WINAPI GlobalUnlock(HGLOBAL memory) WS2_SYMBOL(GlobalUnlock);
int WINAPI lstrlenA(LPCSTR text) WS2_SYMBOL(lstrlenA);
int WINAPI lstrlenW(LPCWSTR text) WS2_SYMBOL(lstrlenW);
int WINAPI lstrcmpA(LPCSTR a, LPCSTR b) WS2_SYMBOL(lstrcmpA);
int WINAPI lstrcmpW(LPCWSTR a, LPCWSTR b) WS2_SYMBOL(lstrcmpW);
int WINAPI lstrcmpiA(LPCSTR a, LPCSTR b) WS2_SYMBOL(lstrcmpiA);
int WINAPI lstrcmpiW(LPCWSTR a, LPCWSTR b) WS2_SYMBOL(lstrcmpiW);
LPSTR WINAPI lstrcpyA(LPSTR to, LPCSTR from) WS2_SYMBOL(lstrcpyA);
LPWSTR WINAPI lstrcpyW(LPWSTR to, LPCWSTR from) WS2_SYMBOL(lstrcpyW);
LPSTR WINAPI lstrcpynA(LPSTR to, LPCSTR from, int capacity) WS2_SYMBOL(lstrcpynA);
LPWSTR WINAPI lstrcpynW(LPWSTR to, LPCWSTR from, int capacity) WS2_SYMBOL(lstrcpynW);
LPSTR WINAPI lstrcatA(LPSTR to, LPCSTR from) WS2_SYMBOL(lstrcatA);
LPWSTR WINAPI lstrcatW(LPWSTR to, LPCWSTR from) WS2_SYMBOL(lstrcatW);
BOOL WINAPI GetComputerNameA(LPSTR buffer, LPDWORD size) WS2_SYMBOL(GetComputerNameA);
BOOL WINAPI GetComputerNameW(LPWSTR buffer, LPDWORD size) WS2_SYMBOL(GetComputerNameW);
BOOL WINAPI MoveFileA(LPCSTR from, LPCSTR to) WS2_SYMBOL(MoveFileA);
BOOL WINAPI MoveFileW(LPCWSTR from, LPCWSTR to) WS2_SYMBOL(MoveFileW);
BOOL WINAPI MoveFileExA(LPCSTR from, LPCSTR to, DWORD flags) WS2_SYMBOL(MoveFileExA);
BOOL WINAPI MoveFileExW(LPCWSTR from, LPCWSTR to, DWORD flags) WS2_SYMBOL(MoveFileExW);
BOOL WINAPI CopyFileA(LPCSTR from, LPCSTR to, BOOL must_be_new) WS2_SYMBOL(CopyFileA);
BOOL WINAPI CopyFileW(LPCWSTR from, LPCWSTR to, BOOL must_be_new) WS2_SYMBOL(CopyFileW);
BOOL WINAPI SetFileCompletionNotificationModes(HANDLE file, UCHAR flags) WS2_SYMBOL(SetFileCompletionNotificationModes);
DWORD_PTR WINAPI SetThreadAffinityMask(HANDLE thread, DWORD_PTR mask) WS2_SYMBOL(SetThreadAffinityMask);

/* printf into a buffer of 1,024 characters. */
int wsprintfA(LPSTR buffer, LPCSTR format, ...) WS2_SYMBOL(wsprintfA);
int wsprintfW(LPWSTR buffer, LPCWSTR format, ...) WS2_SYMBOL(wsprintfW);
int WINAPI wvsprintfA(LPSTR buffer, LPCSTR format, va_list arguments) WS2_SYMBOL(wvsprintfA);
int WINAPI wvsprintfW(LPWSTR buffer, LPCWSTR format, va_list arguments) WS2_SYMBOL(wvsprintfW);

/* What a program without main defines. */
int WINAPI WinMain(HINSTANCE instance, HINSTANCE previous, LPSTR command_line, int show);
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE previous, LPWSTR command_line, int show);
LPVOID WINAPI LocalLock(HLOCAL memory) WS2_SYMBOL(LocalLock);
BOOL WINAPI LocalUnlock(HLOCAL memory) WS2_SYMBOL(LocalUnlock);
_WS2_END_DECLS

#define wsprintf _WS2_AW(wsprintf)
#define wvsprintf _WS2_AW(wvsprintf)
#define FormatMessage _WS2_AW(FormatMessage)
#define lstrlen _WS2_AW(lstrlen)
#define lstrcmp _WS2_AW(lstrcmp)
#define lstrcmpi _WS2_AW(lstrcmpi)
#define lstrcpy _WS2_AW(lstrcpy)
#define lstrcpyn _WS2_AW(lstrcpyn)
#define lstrcat _WS2_AW(lstrcat)
#define GetComputerName _WS2_AW(GetComputerName)
#define MoveFile _WS2_AW(MoveFile)
#define MoveFileEx _WS2_AW(MoveFileEx)
#define CopyFile _WS2_AW(CopyFile)

#endif
