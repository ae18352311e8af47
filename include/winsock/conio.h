/* Microsoft's <conio.h>: single keys from standard input. */
#ifndef _MSVCRT_CONIO_H
#define _MSVCRT_CONIO_H

#include <_msvcrt.h>

_WS2_BEGIN_DECLS

int _getch(void) MSVCRT_SYMBOL(_getch);
int _getche(void) MSVCRT_SYMBOL(_getche);
int _kbhit(void) MSVCRT_SYMBOL(_kbhit);
int _putch(int) MSVCRT_SYMBOL(_putch);
int _cprintf(const char *, ...) MSVCRT_SYMBOL(printf);
int _cputs(const char *) MSVCRT_SYMBOL(_cputs);
int getch(void) MSVCRT_SYMBOL(_getch);
int getche(void) MSVCRT_SYMBOL(_getche);
int kbhit(void) MSVCRT_SYMBOL(_kbhit);
int putch(int) MSVCRT_SYMBOL(_putch);
int cprintf(const char *, ...) MSVCRT_SYMBOL(printf);
int cputs(const char *) MSVCRT_SYMBOL(_cputs);

_WS2_END_DECLS

#endif
