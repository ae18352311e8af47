/* The command line and the environment of the process. */
#ifndef _PROCESSENV_
#define _PROCESSENV_

#include <minwinbase.h>

_WS2_BEGIN_DECLS
LPSTR WINAPI GetCommandLineA(void) WS2_SYMBOL(GetCommandLineA);
LPWSTR WINAPI GetCommandLineW(void) WS2_SYMBOL(GetCommandLineW);
DWORD WINAPI GetEnvironmentVariableA(LPCSTR name, LPSTR buffer, DWORD size) WS2_SYMBOL(GetEnvironmentVariableA);
DWORD WINAPI GetEnvironmentVariableW(LPCWSTR name, LPWSTR buffer, DWORD size) WS2_SYMBOL(GetEnvironmentVariableW);
BOOL WINAPI SetEnvironmentVariableA(LPCSTR name, LPCSTR value) WS2_SYMBOL(SetEnvironmentVariableA);
BOOL WINAPI SetEnvironmentVariableW(LPCWSTR name, LPCWSTR value) WS2_SYMBOL(SetEnvironmentVariableW);
DWORD WINAPI ExpandEnvironmentStringsA(LPCSTR text, LPSTR buffer, DWORD size) WS2_SYMBOL(ExpandEnvironmentStringsA);
DWORD WINAPI ExpandEnvironmentStringsW(LPCWSTR text, LPWSTR buffer, DWORD size) WS2_SYMBOL(ExpandEnvironmentStringsW);
LPSTR WINAPI GetEnvironmentStringsA(void) WS2_SYMBOL(GetEnvironmentStringsA);
LPWSTR WINAPI GetEnvironmentStringsW(void) WS2_SYMBOL(GetEnvironmentStringsW);
BOOL WINAPI FreeEnvironmentStringsA(LPSTR block) WS2_SYMBOL(FreeEnvironmentStringsA);
BOOL WINAPI FreeEnvironmentStringsW(LPWSTR block) WS2_SYMBOL(FreeEnvironmentStringsW);
DWORD WINAPI SearchPathA(LPCSTR folders, LPCSTR name, LPCSTR extension, DWORD room, LPSTR path, LPSTR *last_part) WS2_SYMBOL(SearchPathA);
DWORD WINAPI SearchPathW(LPCWSTR folders, LPCWSTR name, LPCWSTR extension, DWORD room, LPWSTR path, LPWSTR *last_part) WS2_SYMBOL(SearchPathW);
_WS2_END_DECLS

#define GetCommandLine _WS2_AW(GetCommandLine)
#define GetEnvironmentVariable _WS2_AW(GetEnvironmentVariable)
#define SetEnvironmentVariable _WS2_AW(SetEnvironmentVariable)
#define ExpandEnvironmentStrings _WS2_AW(ExpandEnvironmentStrings)
#define GetEnvironmentStrings _WS2_AW(GetEnvironmentStrings)
#define FreeEnvironmentStrings _WS2_AW(FreeEnvironmentStrings)
#define SearchPath _WS2_AW(SearchPath)

#endif
