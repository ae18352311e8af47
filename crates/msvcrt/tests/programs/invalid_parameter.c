/* An invalid parameter runs the program's handler and fails the call. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void handler(const wchar_t *expression, const wchar_t *function, const wchar_t *file, unsigned line, uintptr_t reserved)
{
    (void)expression, (void)function, (void)file, (void)line, (void)reserved;
    printf("handled\n");
}

int main(void)
{
    char small[2];
    printf("%d\n", strcpy_s(small, 2, "long") == ERANGE);
    _set_invalid_parameter_handler(handler);
    printf("%d\n", strcpy_s(small, 2, "long") == ERANGE);
    printf("%d\n", errno == ERANGE);
    return 0;
}
