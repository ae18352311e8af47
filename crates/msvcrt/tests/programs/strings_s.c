/* The bounded string functions fail, and leave an empty string, when the result does not fit. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
    char buffer[8] = "old";
    char list[] = "a,b;;c", *context = NULL, *token;
    char bytes[4] = {1, 2, 3, 4};
    errno_t code;
    code = strcpy_s(buffer, sizeof buffer, "seven77");
    printf("%d %s\n", code, buffer);
    code = strcpy_s(buffer, sizeof buffer, "eight888");
    printf("%d [%s]\n", code == ERANGE, buffer);
    code = strcpy_s(buffer, sizeof buffer, NULL);
    printf("%d\n", code == EINVAL);
    code = strncpy_s(buffer, sizeof buffer, "abcdef", 3);
    printf("%d %s\n", code, buffer);
    code = strcat_s(buffer, sizeof buffer, "def");
    printf("%d %s\n", code, buffer);
    code = strcat_s(buffer, sizeof buffer, "gh");
    printf("%d [%s]\n", code == ERANGE, buffer);
    code = strncpy_s(buffer, sizeof buffer, "a long text", _TRUNCATE);
    printf("%d %s\n", code == STRUNCATE, buffer);
    strcpy_s(buffer, sizeof buffer, "ab");
    code = strncat_s(buffer, sizeof buffer, "cdefghij", 2);
    printf("%d %s\n", code, buffer);
    for (token = strtok_s(list, ",;", &context); token; token = strtok_s(NULL, ",;", &context))
        printf("<%s>", token);
    printf("\n%d\n", (int)strnlen_s("four", 10));
    code = memcpy_s(bytes, 4, "12345", 5);
    printf("%d %d %d\n", code == ERANGE, bytes[0], bytes[3]);
    code = memmove_s(bytes, 4, "123", 3);
    printf("%d %.3s\n", code, bytes);
    return 0;
}
