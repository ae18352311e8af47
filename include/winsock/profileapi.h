/* The performance counter. */
#ifndef _PROFILEAPI_H_
#define _PROFILEAPI_H_

#include <minwinbase.h>

_WS2_BEGIN_DECLS
BOOL WINAPI QueryPerformanceCounter(LARGE_INTEGER *count) WS2_SYMBOL(QueryPerformanceCounter);
BOOL WINAPI QueryPerformanceFrequency(LARGE_INTEGER *frequency) WS2_SYMBOL(QueryPerformanceFrequency);
_WS2_END_DECLS

#endif
