/* Files as memory. */
#ifndef _APISETMEMORY_
#define _APISETMEMORY_

#include <minwinbase.h>

#define FILE_MAP_WRITE SECTION_MAP_WRITE
#define FILE_MAP_READ SECTION_MAP_READ
#define FILE_MAP_ALL_ACCESS SECTION_ALL_ACCESS
#define FILE_MAP_EXECUTE 0x20
#define FILE_MAP_COPY 0x01

_WS2_BEGIN_DECLS
HANDLE WINAPI CreateFileMappingA(HANDLE file, LPSECURITY_ATTRIBUTES attributes, DWORD protection, DWORD size_high, DWORD size_low, LPCSTR name) WS2_SYMBOL(CreateFileMappingA);
HANDLE WINAPI CreateFileMappingW(HANDLE file, LPSECURITY_ATTRIBUTES attributes, DWORD protection, DWORD size_high, DWORD size_low, LPCWSTR name) WS2_SYMBOL(CreateFileMappingW);
HANDLE WINAPI CreateFileMappingFromApp(HANDLE file, LPSECURITY_ATTRIBUTES attributes, ULONG protection, ULONG64 size, LPCWSTR name) WS2_SYMBOL(CreateFileMappingFromApp);
LPVOID WINAPI MapViewOfFile(HANDLE mapping, DWORD access, DWORD offset_high, DWORD offset_low, SIZE_T bytes) WS2_SYMBOL(MapViewOfFile);
LPVOID WINAPI MapViewOfFileFromApp(HANDLE mapping, ULONG access, ULONG64 offset, SIZE_T bytes) WS2_SYMBOL(MapViewOfFileFromApp);
BOOL WINAPI UnmapViewOfFile(LPCVOID view) WS2_SYMBOL(UnmapViewOfFile);
BOOL WINAPI FlushViewOfFile(LPCVOID address, SIZE_T bytes) WS2_SYMBOL(FlushViewOfFile);
_WS2_END_DECLS

#define CreateFileMapping _WS2_AW(CreateFileMapping)

#endif
