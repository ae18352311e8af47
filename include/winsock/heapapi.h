/* Heaps. */
#ifndef _HEAPAPI_H_
#define _HEAPAPI_H_

#include <minwinbase.h>

_WS2_BEGIN_DECLS
HANDLE WINAPI GetProcessHeap(void) WS2_SYMBOL(GetProcessHeap);
HANDLE WINAPI HeapCreate(DWORD options, SIZE_T initial_size, SIZE_T maximum_size) WS2_SYMBOL(HeapCreate);
BOOL WINAPI HeapDestroy(HANDLE heap) WS2_SYMBOL(HeapDestroy);
LPVOID WINAPI HeapAlloc(HANDLE heap, DWORD flags, SIZE_T bytes) WS2_SYMBOL(HeapAlloc);
LPVOID WINAPI HeapReAlloc(HANDLE heap, DWORD flags, LPVOID memory, SIZE_T bytes) WS2_SYMBOL(HeapReAlloc);
BOOL WINAPI HeapFree(HANDLE heap, DWORD flags, LPVOID memory) WS2_SYMBOL(HeapFree);
SIZE_T WINAPI HeapSize(HANDLE heap, DWORD flags, LPCVOID memory) WS2_SYMBOL(HeapSize);
_WS2_END_DECLS

#endif
