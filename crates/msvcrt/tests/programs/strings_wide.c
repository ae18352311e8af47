/* The wide functions work on 16-bit units. */
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

int main(void)
{
    wchar_t buffer[32];
    wchar_t list[] = L"one two", *context, *end;
    wchar_t *copy;
    printf("%d %d\n", (int)wcslen(L"four"), (int)wcslen(L"\U0001F600"));
    wcscpy(buffer, L"abc");
    wcscat(buffer, L"def");
    wcsncat(buffer, L"ghij", 1);
    printf("%ls %d\n", buffer, wcscmp(buffer, L"abcdefg"));
    wcsncpy(buffer, L"xy", 4);
    printf("%d%d %ls\n", buffer[2], buffer[3], buffer);
    printf("%d %d\n", wcscmp(L"a", L"b"), wcsncmp(L"abX", L"abY", 2));
    printf("%ls %ls %ls\n", wcschr(L"a.b.c", L'.'), wcsrchr(L"a.b.c", L'.'), wcsstr(L"hello", L"ll"));
    printf("%d %d %ls\n", (int)wcsspn(L"aab", L"a"), (int)wcscspn(L"xyz", L"z"), wcspbrk(L"key=1", L"=:"));
    printf("%ls|", wcstok(list, L" ", &context));
    printf("%ls\n", wcstok(NULL, L" ", &context));
    printf("%ld %ld", wcstol(L"-12x", &end, 10), wcstol(L"ff", NULL, 16));
    printf(" %ls %d %g\n", end, _wtoi(L"77"), wcstod(L"2.5", NULL));
    printf("%d %d\n", wmemcmp(L"ab", L"ac", 2), wmemchr(L"abc", L'z', 3) == NULL);
    copy = _wcsdup(L"copied");
    printf("%ls\n", copy);
    free(copy);
    wcscpy_s(buffer, 32, L"se");
    wcscat_s(buffer, 32, L"cure");
    printf("%ls", buffer);
    printf(" %d\n", wcscpy_s(buffer, 3, L"long") != 0);
    return 0;
}
