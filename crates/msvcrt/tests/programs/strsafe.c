/* strsafe.h: always terminated, and the caller learns whether it fitted. */
#include <windows.h>
#include <strsafe.h>
#include <stdio.h>

int main(void)
{
    char buffer[8], *end;
    wchar_t wide[8];
    size_t length = 0;
    printf("%d", StringCchCopyA(buffer, 8, "short") == S_OK);
    printf(" %s\n", buffer);
    printf("%d", StringCchCopyA(buffer, 8, "much too long") == STRSAFE_E_INSUFFICIENT_BUFFER);
    printf(" %s\n", buffer);
    StringCchCopyA(buffer, 8, "ab");
    printf("%d", StringCchCatA(buffer, 8, "cdefgh") == STRSAFE_E_INSUFFICIENT_BUFFER);
    printf(" %s\n", buffer);
    printf("%d", StringCchPrintfA(buffer, 8, "%d-%s", 12, "x") == S_OK);
    printf(" %s\n", buffer);
    printf("%d", StringCchPrintfA(buffer, 8, "%d", 123456789) == STRSAFE_E_INSUFFICIENT_BUFFER);
    printf(" %s\n", buffer);
    printf("%d", StringCchLengthA("four", 10, &length) == S_OK);
    printf(" %d\n", (int)length);
    printf("%d\n", StringCchLengthA("four", 4, &length) == STRSAFE_E_INVALID_PARAMETER);
    printf("%d", StringCbCopyW(wide, sizeof wide, L"wide") == S_OK);
    printf(" %ls\n", wide);
    printf("%d", StringCbPrintfW(wide, sizeof wide, L"%s%d", L"n", 5) == S_OK);
    printf(" %ls\n", wide);
    printf("%d", StringCchCopyNA(buffer, 8, "abcdef", 3) == S_OK);
    printf(" %s\n", buffer);
    StringCchCopyExA(buffer, 8, "abc", &end, &length, 0);
    printf("%d %d\n", (int)(end - buffer), (int)length);
    printf("%d\n", StringCchCopyA(buffer, 0, "x") == STRSAFE_E_INVALID_PARAMETER);
    printf("%d", StringCchCopy(buffer, 8, "generic") == S_OK);
    printf(" %s\n", buffer);
    return 0;
}
