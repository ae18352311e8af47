/* Narrow and wide text in printf. */
#include <stdio.h>

int main(void)
{
    const char *nothing = NULL;
    const wchar_t *no_wide = NULL;
    const char unterminated[3] = {'a', 'b', 'c'};
    const wchar_t wide_unterminated[2] = {L'd', L'e'};
    printf("[%s][%10s][%-10s][%.2s][%.3s]\n", "text", "text", "text", "text", unterminated);
    printf("[%ls][%S][%ws][%hs][%.2ls]\n", L"wide", L"also", L"and", "narrow", wide_unterminated);
    printf("[%s][%ls][%.3s][%8s]\n", nothing, no_wide, nothing, nothing);
    printf("[%c][%C][%lc][%hc][%3c]\n", 'a', L'b', L'c', 'd', 'e');
    printf("[%ls][%ls]\n", L"\u20ac\u00e9", L"\U0001F600");
    printf("[%05s]\n", "ab");
    printf("%s\n", nothing);
    return 0;
}
