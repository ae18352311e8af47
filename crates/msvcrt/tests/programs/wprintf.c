/* The wide functions: %s is wide, %S and %hs are narrow; what is printed is UTF-8 and mixes with puts. */
#include <stdio.h>
#include <wchar.h>

int main(void)
{
    puts("narrow first");
    wprintf(L"[%s][%ls][%S][%hs][%10s][%-6s]\n", L"wide", L"wide", "narrow", "narrow", L"right", L"left");
    fwprintf(stdout, L"%c%C %I64d %lu\n", L'\u00e9', 'x', 1L << 40, 4294967295u);
    wprintf(L"%.3s %.2S\n", L"abcdef", "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac");
    putwchar(L'\u20ac');
    putchar('\n');
    fputws(L"\U0001F600 put\n", stdout);
    putwchar(0xD83D);
    putwchar(0xDE00);
    _putws(L" pair");
    printf("narrow last\n");
    return 0;
}
