/* Comparison and change of case. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    char text[] = "MiXeD";
    wchar_t wide[] = L"\u00c4bC";
    char *copy;
    printf("%d %d %d\n", _stricmp("ABC", "abc"), stricmp("a", "A"), strcmpi("x", "X"));
    printf("%d %d\n", _strnicmp("ABCx", "abcy", 3), strnicmp("ABCx", "abcy", 4) < 0);
    printf("%s ", _strlwr(text));
    printf("%s ", _strupr(text));
    printf("%s\n", _strrev(text));
    printf("%d %d\n", _wcsicmp(L"\u00c4BC", L"\u00e4bc"), _wcsnicmp(L"ab", L"AC", 2) < 0);
    printf("%ls ", _wcslwr(wide));
    printf("%ls\n", _wcsupr(wide));
    copy = _strdup("copied");
    printf("%s %d\n", copy, _memicmp("aBc", "AbC", 3));
    free(copy);
    return 0;
}
