/* Handles. A SOCKET is one. */
#ifndef _APISETHANDLE_
#define _APISETHANDLE_

#include <minwinbase.h>

#define INVALID_HANDLE_VALUE ((HANDLE)(LONG_PTR)-1)
#define HANDLE_FLAG_INHERIT 0x00000001
#define HANDLE_FLAG_PROTECT_FROM_CLOSE 0x00000002

_WS2_BEGIN_DECLS
BOOL WINAPI CloseHandle(HANDLE object) WS2_SYMBOL(CloseHandle);
BOOL WINAPI DuplicateHandle(HANDLE source_process, HANDLE source, HANDLE target_process, LPHANDLE target, DWORD access, BOOL inherit, DWORD options) WS2_SYMBOL(DuplicateHandle);
BOOL WINAPI GetHandleInformation(HANDLE object, LPDWORD flags) WS2_SYMBOL(GetHandleInformation);
BOOL WINAPI SetHandleInformation(HANDLE object, DWORD mask, DWORD flags) WS2_SYMBOL(SetHandleInformation);
_WS2_END_DECLS

#endif
