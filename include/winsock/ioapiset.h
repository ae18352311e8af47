/* Overlapped I/O and completion ports. */
#ifndef _IO_APISET_H_
#define _IO_APISET_H_

#include <minwinbase.h>

_WS2_BEGIN_DECLS
HANDLE WINAPI CreateIoCompletionPort(HANDLE file, HANDLE port, ULONG_PTR key, DWORD concurrency) WS2_SYMBOL(CreateIoCompletionPort);
BOOL WINAPI GetQueuedCompletionStatus(HANDLE port, LPDWORD transferred, PULONG_PTR key, LPOVERLAPPED *overlapped, DWORD milliseconds) WS2_SYMBOL(GetQueuedCompletionStatus);
BOOL WINAPI GetQueuedCompletionStatusEx(HANDLE port, LPOVERLAPPED_ENTRY entries, ULONG count, PULONG removed, DWORD milliseconds, BOOL alertable) WS2_SYMBOL(GetQueuedCompletionStatusEx);
BOOL WINAPI PostQueuedCompletionStatus(HANDLE port, DWORD transferred, ULONG_PTR key, LPOVERLAPPED overlapped) WS2_SYMBOL(PostQueuedCompletionStatus);
BOOL WINAPI GetOverlappedResult(HANDLE file, LPOVERLAPPED overlapped, LPDWORD transferred, BOOL wait) WS2_SYMBOL(GetOverlappedResult);
BOOL WINAPI GetOverlappedResultEx(HANDLE file, LPOVERLAPPED overlapped, LPDWORD transferred, DWORD milliseconds, BOOL alertable) WS2_SYMBOL(GetOverlappedResultEx);
BOOL WINAPI DeviceIoControl(HANDLE device, DWORD code, LPVOID input, DWORD input_bytes, LPVOID output, DWORD output_bytes, LPDWORD returned, LPOVERLAPPED overlapped) WS2_SYMBOL(DeviceIoControl);
BOOL WINAPI CancelIo(HANDLE file) WS2_SYMBOL(CancelIo);
BOOL WINAPI CancelIoEx(HANDLE file, LPOVERLAPPED overlapped) WS2_SYMBOL(CancelIoEx);
BOOL WINAPI CancelSynchronousIo(HANDLE thread) WS2_SYMBOL(CancelSynchronousIo);
_WS2_END_DECLS

#endif
