/* Loading libraries and finding their functions. */
#ifndef _APISETLIBLOADER_
#define _APISETLIBLOADER_

#include <minwinbase.h>

#define GET_MODULE_HANDLE_EX_FLAG_PIN 0x00000001
#define GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT 0x00000002
#define GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS 0x00000004
#define LOAD_LIBRARY_SEARCH_SYSTEM32 0x00000800

_WS2_BEGIN_DECLS
HMODULE WINAPI LoadLibraryA(LPCSTR name) WS2_SYMBOL(LoadLibraryA);
HMODULE WINAPI LoadLibraryW(LPCWSTR name) WS2_SYMBOL(LoadLibraryW);
HMODULE WINAPI LoadLibraryExA(LPCSTR name, HANDLE reserved, DWORD flags) WS2_SYMBOL(LoadLibraryExA);
HMODULE WINAPI LoadLibraryExW(LPCWSTR name, HANDLE reserved, DWORD flags) WS2_SYMBOL(LoadLibraryExW);
BOOL WINAPI FreeLibrary(HMODULE module) WS2_SYMBOL(FreeLibrary);
FARPROC WINAPI GetProcAddress(HMODULE module, LPCSTR name) WS2_SYMBOL(GetProcAddress);
HMODULE WINAPI GetModuleHandleA(LPCSTR name) WS2_SYMBOL(GetModuleHandleA);
HMODULE WINAPI GetModuleHandleW(LPCWSTR name) WS2_SYMBOL(GetModuleHandleW);
BOOL WINAPI GetModuleHandleExA(DWORD flags, LPCSTR name, HMODULE *module) WS2_SYMBOL(GetModuleHandleExA);
BOOL WINAPI GetModuleHandleExW(DWORD flags, LPCWSTR name, HMODULE *module) WS2_SYMBOL(GetModuleHandleExW);
DWORD WINAPI GetModuleFileNameA(HMODULE module, LPSTR buffer, DWORD size) WS2_SYMBOL(GetModuleFileNameA);
DWORD WINAPI GetModuleFileNameW(HMODULE module, LPWSTR buffer, DWORD size) WS2_SYMBOL(GetModuleFileNameW);
_WS2_END_DECLS

#define LoadLibrary _WS2_AW(LoadLibrary)
#define LoadLibraryEx _WS2_AW(LoadLibraryEx)
#define GetModuleHandle _WS2_AW(GetModuleHandle)
#define GetModuleHandleEx _WS2_AW(GetModuleHandleEx)
#define GetModuleFileName _WS2_AW(GetModuleFileName)

#endif
