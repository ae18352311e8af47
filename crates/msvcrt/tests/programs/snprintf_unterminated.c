/* _snprintf does not terminate a full buffer and returns -1 when the text does not fit. */
#include <stdio.h>
#include <string.h>

int main(void)
{
    char buffer[8];
    wchar_t wide[8];
    int result;
    memset(buffer, '#', sizeof buffer);
    result = _snprintf(buffer, 4, "%s", "abc");
    printf("%d %d %.8s\n", result, buffer[3] == 0, buffer);
    memset(buffer, '#', sizeof buffer);
    result = _snprintf(buffer, 4, "%s", "abcd");
    printf("%d %.8s\n", result, buffer);
    memset(buffer, '#', sizeof buffer);
    result = _snprintf(buffer, 4, "%s", "abcdef");
    printf("%d %.8s\n", result, buffer);
    wmemset(wide, L'#', 8);
    result = _snwprintf(wide, 4, L"%s", L"abcdef");
    printf("%d %.8ls\n", result, wide);
    printf("%d\n", _scprintf("%d bytes", 1024));
    return 0;
}
