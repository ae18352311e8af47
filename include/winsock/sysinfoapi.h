/* Time of day, uptime and what the machine is. */
#ifndef _SYSINFOAPI_H_
#define _SYSINFOAPI_H_

#include <minwinbase.h>

typedef struct _SYSTEM_INFO {
    __extension__ union {
        DWORD dwOemId;
        __extension__ struct {
            WORD wProcessorArchitecture;
            WORD wReserved;
        };
    };
    DWORD dwPageSize;
    LPVOID lpMinimumApplicationAddress;
    LPVOID lpMaximumApplicationAddress;
    DWORD_PTR dwActiveProcessorMask;
    DWORD dwNumberOfProcessors;
    DWORD dwProcessorType;
    DWORD dwAllocationGranularity;
    WORD wProcessorLevel;
    WORD wProcessorRevision;
} SYSTEM_INFO, *LPSYSTEM_INFO;

_WS2_BEGIN_DECLS
void WINAPI GetSystemInfo(LPSYSTEM_INFO info) WS2_SYMBOL(GetSystemInfo);
void WINAPI GetNativeSystemInfo(LPSYSTEM_INFO info) WS2_SYMBOL(GetNativeSystemInfo);
DWORD WINAPI GetTickCount(void) WS2_SYMBOL(GetTickCount);
ULONGLONG WINAPI GetTickCount64(void) WS2_SYMBOL(GetTickCount64);
void WINAPI GetSystemTimeAsFileTime(LPFILETIME time) WS2_SYMBOL(GetSystemTimeAsFileTime);
void WINAPI GetSystemTimePreciseAsFileTime(LPFILETIME time) WS2_SYMBOL(GetSystemTimePreciseAsFileTime);
void WINAPI GetSystemTime(LPSYSTEMTIME time) WS2_SYMBOL(GetSystemTime);
void WINAPI GetLocalTime(LPSYSTEMTIME time) WS2_SYMBOL(GetLocalTime);
_WS2_END_DECLS

#endif
