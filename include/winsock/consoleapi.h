/* Standard handles and control signals of the console. */
#ifndef _APISETCONSOLE_
#define _APISETCONSOLE_

#include <minwinbase.h>

#define STD_INPUT_HANDLE ((DWORD)-10)
#define STD_OUTPUT_HANDLE ((DWORD)-11)
#define STD_ERROR_HANDLE ((DWORD)-12)
#define CTRL_C_EVENT 0
#define CTRL_BREAK_EVENT 1
#define CTRL_CLOSE_EVENT 2
#define CTRL_LOGOFF_EVENT 5
#define CTRL_SHUTDOWN_EVENT 6
typedef BOOL (WINAPI *PHANDLER_ROUTINE)(DWORD event);

_WS2_BEGIN_DECLS
BOOL WINAPI SetConsoleCtrlHandler(PHANDLER_ROUTINE handler, BOOL add) WS2_SYMBOL(SetConsoleCtrlHandler);
HANDLE WINAPI GetStdHandle(DWORD which) WS2_SYMBOL(GetStdHandle);
BOOL WINAPI GenerateConsoleCtrlEvent(DWORD event, DWORD process_group) WS2_SYMBOL(GenerateConsoleCtrlEvent);
_WS2_END_DECLS

#endif
