/* The `main` of programs that have none: it calls their wmain, WinMain or wWinMain.
 *
 * Goes into a static archive that is linked after the program, so that it is taken only when `main` is
 * missing. wmain has no declaration in any header; a C++ program's has a mangled name for each form. */
#include <stddef.h>
#include <stdio.h>

typedef unsigned short wide;

extern int *msvcrt___p___argc(void);
extern wide ***msvcrt___p___wargv(void);
extern char *msvcrt__command_line_tail(void);
extern wide *msvcrt__command_line_tail_wide(void);
extern wide **msvcrt__wide_environment(void);

/* Where the program begins in memory, which is what an HINSTANCE is. */
extern char __executable_start;
#define SW_SHOWDEFAULT 10

#define ENTRY(name, symbol) extern int name(int, wide **, wide **) __asm__(symbol) __attribute__((__weak__));
ENTRY(wmain_c, "wmain")
ENTRY(wmain_none, "_Z5wmainv")
ENTRY(wmain_two, "_Z5wmainiPPw")
ENTRY(wmain_two_const, "_Z5wmainiPPKw")
ENTRY(wmain_two_constant, "_Z5wmainiPKPKw")
ENTRY(wmain_three, "_Z5wmainiPPwS0_")
ENTRY(wmain_three_const, "_Z5wmainiPPKwS1_")

extern int WinMain(void *, void *, char *, int) __attribute__((__weak__));
extern int wWinMain(void *, void *, wide *, int) __attribute__((__weak__));

int main(void)
{
    int (*const entries[])(int, wide **, wide **) = {wmain_c,            wmain_none,  wmain_two,        wmain_two_const,
                                                     wmain_two_constant, wmain_three, wmain_three_const};
    size_t at;
    for (at = 0; at < sizeof entries / sizeof *entries; at++)
        if (entries[at])
            return entries[at](*msvcrt___p___argc(), *msvcrt___p___wargv(), msvcrt__wide_environment());
    if (WinMain)
        return WinMain(&__executable_start, NULL, msvcrt__command_line_tail(), SW_SHOWDEFAULT);
    if (wWinMain)
        return wWinMain(&__executable_start, NULL, msvcrt__command_line_tail_wide(), SW_SHOWDEFAULT);
    fputs("the program has none of main, wmain, WinMain and wWinMain\n", stderr);
    return 127;
}
