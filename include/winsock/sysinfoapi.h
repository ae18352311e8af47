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

typedef struct _OSVERSIONINFOA {
    DWORD dwOSVersionInfoSize;
    DWORD dwMajorVersion;
    DWORD dwMinorVersion;
    DWORD dwBuildNumber;
    DWORD dwPlatformId;
    CHAR szCSDVersion[128];
} OSVERSIONINFOA, *POSVERSIONINFOA, *LPOSVERSIONINFOA;

typedef struct _OSVERSIONINFOEXA {
    DWORD dwOSVersionInfoSize;
    DWORD dwMajorVersion;
    DWORD dwMinorVersion;
    DWORD dwBuildNumber;
    DWORD dwPlatformId;
    CHAR szCSDVersion[128];
    WORD wServicePackMajor;
    WORD wServicePackMinor;
    WORD wSuiteMask;
    BYTE wProductType;
    BYTE wReserved;
} OSVERSIONINFOEXA, *POSVERSIONINFOEXA, *LPOSVERSIONINFOEXA;

typedef struct _OSVERSIONINFOW {
    DWORD dwOSVersionInfoSize;
    DWORD dwMajorVersion;
    DWORD dwMinorVersion;
    DWORD dwBuildNumber;
    DWORD dwPlatformId;
    WCHAR szCSDVersion[128];
} OSVERSIONINFOW, *POSVERSIONINFOW, *LPOSVERSIONINFOW;

typedef struct _OSVERSIONINFOEXW {
    DWORD dwOSVersionInfoSize;
    DWORD dwMajorVersion;
    DWORD dwMinorVersion;
    DWORD dwBuildNumber;
    DWORD dwPlatformId;
    WCHAR szCSDVersion[128];
    WORD wServicePackMajor;
    WORD wServicePackMinor;
    WORD wSuiteMask;
    BYTE wProductType;
    BYTE wReserved;
} OSVERSIONINFOEXW, *POSVERSIONINFOEXW, *LPOSVERSIONINFOEXW;

#ifdef UNICODE
typedef OSVERSIONINFOW OSVERSIONINFO, *POSVERSIONINFO, *LPOSVERSIONINFO;
typedef OSVERSIONINFOEXW OSVERSIONINFOEX, *POSVERSIONINFOEX, *LPOSVERSIONINFOEX;
#else
typedef OSVERSIONINFOA OSVERSIONINFO, *POSVERSIONINFO, *LPOSVERSIONINFO;
typedef OSVERSIONINFOEXA OSVERSIONINFOEX, *POSVERSIONINFOEX, *LPOSVERSIONINFOEX;
#endif
#define VER_PLATFORM_WIN32_NT 2

_WS2_BEGIN_DECLS
void WINAPI GetSystemInfo(LPSYSTEM_INFO info) WS2_SYMBOL(GetSystemInfo);
void WINAPI GetNativeSystemInfo(LPSYSTEM_INFO info) WS2_SYMBOL(GetNativeSystemInfo);
DWORD WINAPI GetTickCount(void) WS2_SYMBOL(GetTickCount);
ULONGLONG WINAPI GetTickCount64(void) WS2_SYMBOL(GetTickCount64);
void WINAPI GetSystemTimeAsFileTime(LPFILETIME time) WS2_SYMBOL(GetSystemTimeAsFileTime);
void WINAPI GetSystemTimePreciseAsFileTime(LPFILETIME time) WS2_SYMBOL(GetSystemTimePreciseAsFileTime);
void WINAPI GetSystemTime(LPSYSTEMTIME time) WS2_SYMBOL(GetSystemTime);
void WINAPI GetLocalTime(LPSYSTEMTIME time) WS2_SYMBOL(GetLocalTime);
DWORD WINAPI GetVersion(void) WS2_SYMBOL(GetVersion);
BOOL WINAPI GetVersionExA(LPOSVERSIONINFOA info) WS2_SYMBOL(GetVersionExA);
BOOL WINAPI GetVersionExW(LPOSVERSIONINFOW info) WS2_SYMBOL(GetVersionExW);
_WS2_END_DECLS
#define GetVersionEx _WS2_AW(GetVersionEx)

#endif
