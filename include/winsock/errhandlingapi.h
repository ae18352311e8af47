/* The last error of the calling thread; Winsock's last error is the same cell. */
#ifndef _ERRHANDLING_H_
#define _ERRHANDLING_H_

#include <minwinbase.h>

typedef LONG (WINAPI *PTOP_LEVEL_EXCEPTION_FILTER)(struct _EXCEPTION_POINTERS *information);
typedef PTOP_LEVEL_EXCEPTION_FILTER LPTOP_LEVEL_EXCEPTION_FILTER;

#define SEM_FAILCRITICALERRORS 0x0001
#define SEM_NOGPFAULTERRORBOX 0x0002
#define SEM_NOALIGNMENTFAULTEXCEPT 0x0004
#define SEM_NOOPENFILEERRORBOX 0x8000

_WS2_BEGIN_DECLS
DWORD WINAPI GetLastError(void) WS2_SYMBOL(GetLastError);
void WINAPI SetLastError(DWORD error) WS2_SYMBOL(SetLastError);
UINT WINAPI SetErrorMode(UINT mode) WS2_SYMBOL(SetErrorMode);
LPTOP_LEVEL_EXCEPTION_FILTER WINAPI SetUnhandledExceptionFilter(LPTOP_LEVEL_EXCEPTION_FILTER filter) WS2_SYMBOL(SetUnhandledExceptionFilter);
_WS2_END_DECLS

#endif
