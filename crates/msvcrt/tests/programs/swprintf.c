/* swprintf takes a size, terminates, and returns -1 when the text does not fit. */
#include <stdio.h>
#include <wchar.h>

int main(void)
{
    wchar_t buffer[8];
    int result;
    result = swprintf(buffer, 8, L"%s-%d", L"ab", 12);
    printf("%d %ls\n", result, buffer);
    result = swprintf(buffer, 8, L"%s", L"too long for it");
    printf("%d %ls\n", result, buffer);
    result = swprintf_s(buffer, 8, L"%S", "\xc3\xa9");
    printf("%d %ls\n", result, buffer);
    result = _snwprintf_s(buffer, 8, _TRUNCATE, L"%s", L"too long for it");
    printf("%d %ls\n", result, buffer);
    printf("%d\n", (int)sizeof(wchar_t));
    return 0;
}
