/* Output for a debugger: standard error here. */
#ifndef _APISETDEBUG_
#define _APISETDEBUG_

#include <minwinbase.h>

_WS2_BEGIN_DECLS
void WINAPI OutputDebugStringA(LPCSTR text) WS2_SYMBOL(OutputDebugStringA);
void WINAPI OutputDebugStringW(LPCWSTR text) WS2_SYMBOL(OutputDebugStringW);
BOOL WINAPI IsDebuggerPresent(void) WS2_SYMBOL(IsDebuggerPresent);
void WINAPI DebugBreak(void) WS2_SYMBOL(DebugBreak);
_WS2_END_DECLS

#define OutputDebugString _WS2_AW(OutputDebugString)

#endif
