/* snprintf terminates and returns the whole length. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int by_list(char *buffer, size_t size, const char *format, ...)
{
    va_list arguments;
    int result;
    va_start(arguments, format);
    result = vsnprintf(buffer, size, format, arguments);
    va_end(arguments);
    return result;
}

int main(void)
{
    char buffer[8];
    int result;
    result = snprintf(buffer, sizeof buffer, "%s", "short");
    printf("%d %s\n", result, buffer);
    result = snprintf(buffer, sizeof buffer, "%s", "much too long");
    printf("%d %s\n", result, buffer);
    result = snprintf(NULL, 0, "%d", 12345);
    printf("%d\n", result);
    result = by_list(buffer, 3, "%I64d", 123456L);
    printf("%d %s\n", result, buffer);
    strcpy(buffer, "ab");
    sprintf(buffer + 2, "%s", "cd");
    printf("%s\n", buffer);
    return 0;
}
