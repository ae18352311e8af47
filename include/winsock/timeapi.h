/* Multimedia timers: the millisecond clock. */
#ifndef _TIMEAPI_H_
#define _TIMEAPI_H_

#include <minwindef.h>

typedef UINT MMRESULT;
#define TIMERR_NOERROR 0
#define TIMERR_NOCANDO 97

typedef struct timecaps_tag {
    UINT wPeriodMin;
    UINT wPeriodMax;
} TIMECAPS, *PTIMECAPS, *LPTIMECAPS;

_WS2_BEGIN_DECLS
DWORD WINAPI timeGetTime(void) WS2_SYMBOL(timeGetTime);
MMRESULT WINAPI timeBeginPeriod(UINT period) WS2_SYMBOL(timeBeginPeriod);
MMRESULT WINAPI timeEndPeriod(UINT period) WS2_SYMBOL(timeEndPeriod);
MMRESULT WINAPI timeGetDevCaps(LPTIMECAPS caps, UINT size) WS2_SYMBOL(timeGetDevCaps);
_WS2_END_DECLS

#endif
