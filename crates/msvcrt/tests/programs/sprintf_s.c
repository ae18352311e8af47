/* sprintf_s and _snprintf_s: text that does not fit leaves an empty string, unless it may be cut. */
#include <errno.h>
#include <stdio.h>

int main(void)
{
    char buffer[6] = "old";
    int result;
    result = sprintf_s(buffer, sizeof buffer, "%d", 12345);
    printf("%d %s\n", result, buffer);
    errno = 0;
    result = sprintf_s(buffer, sizeof buffer, "%d", 123456);
    printf("%d [%s] %d\n", result, buffer, errno == ERANGE);
    result = _snprintf_s(buffer, sizeof buffer, _TRUNCATE, "%d", 123456);
    printf("%d %s\n", result, buffer);
    result = _snprintf_s(buffer, sizeof buffer, 3, "%d", 123456);
    printf("%d %s\n", result, buffer);
    result = _snprintf_s(buffer, sizeof buffer, 3, "%d", 12);
    printf("%d %s\n", result, buffer);
    result = _snprintf_s(buffer, sizeof buffer, 10, "%d", 1234567);
    printf("%d [%s]\n", result, buffer);
    return 0;
}
