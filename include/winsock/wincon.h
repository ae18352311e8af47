/* The console: colours and screen size. */
#ifndef _WINCON_
#define _WINCON_

#include <windef.h>
#include <consoleapi.h>

#define FOREGROUND_BLUE 0x0001
#define FOREGROUND_GREEN 0x0002
#define FOREGROUND_RED 0x0004
#define FOREGROUND_INTENSITY 0x0008
#define BACKGROUND_BLUE 0x0010
#define BACKGROUND_GREEN 0x0020
#define BACKGROUND_RED 0x0040
#define BACKGROUND_INTENSITY 0x0080

typedef struct _COORD {
    SHORT X;
    SHORT Y;
} COORD, *PCOORD;

typedef struct _SMALL_RECT {
    SHORT Left;
    SHORT Top;
    SHORT Right;
    SHORT Bottom;
} SMALL_RECT, *PSMALL_RECT;

typedef struct _CONSOLE_SCREEN_BUFFER_INFO {
    COORD dwSize;
    COORD dwCursorPosition;
    WORD wAttributes;
    SMALL_RECT srWindow;
    COORD dwMaximumWindowSize;
} CONSOLE_SCREEN_BUFFER_INFO, *PCONSOLE_SCREEN_BUFFER_INFO;

_WS2_BEGIN_DECLS
BOOL WINAPI SetConsoleTextAttribute(HANDLE output, WORD attributes) WS2_SYMBOL(SetConsoleTextAttribute);
BOOL WINAPI GetConsoleScreenBufferInfo(HANDLE output, PCONSOLE_SCREEN_BUFFER_INFO info) WS2_SYMBOL(GetConsoleScreenBufferInfo);
BOOL WINAPI FreeConsole(void) WS2_SYMBOL(FreeConsole);
BOOL WINAPI SetConsoleCP(UINT code_page) WS2_SYMBOL(SetConsoleCP);
BOOL WINAPI SetConsoleOutputCP(UINT code_page) WS2_SYMBOL(SetConsoleOutputCP);
UINT WINAPI GetConsoleOutputCP(void) WS2_SYMBOL(GetConsoleOutputCP);
BOOL WINAPI SetConsoleTitleA(LPCSTR title) WS2_SYMBOL(SetConsoleTitleA);
BOOL WINAPI SetConsoleTitleW(LPCWSTR title) WS2_SYMBOL(SetConsoleTitleW);
_WS2_END_DECLS

#define SetConsoleTitle _WS2_AW(SetConsoleTitle)

#endif
