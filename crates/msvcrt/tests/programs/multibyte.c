/* Narrow text is UTF-8 whatever the locale. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

int main(void)
{
    wchar_t wide[16];
    char narrow[16];
    size_t count;
    errno_t code;
    count = mbstowcs(wide, "\xc3\xa9\xe2\x82\xac", 16);
    printf("%d %x %x\n", (int)count, wide[0], wide[1]);
    printf("%d\n", (int)mbstowcs(NULL, "\xf0\x9f\x98\x80", 0));
    count = wcstombs(narrow, L"\u00e9\u20ac", sizeof narrow);
    printf("%d %s\n", (int)count, narrow);
    printf("%d\n", (int)wcstombs(narrow, L"\u20ac\u20ac", 5));
    code = mbstowcs_s(&count, wide, 16, "abc", _TRUNCATE);
    printf("%d %d %ls\n", code, (int)count, wide);
    code = wcstombs_s(&count, narrow, 3, L"abcd", _TRUNCATE);
    printf("%d %d %s\n", code == STRUNCATE, (int)count, narrow);
    code = wcstombs_s(&count, narrow, 3, L"abcd", 4);
    printf("%d [%s]\n", code == ERANGE, narrow);
    printf("%d\n", mbtowc(wide, "\xe2\x82\xac", 3));
    return 0;
}
