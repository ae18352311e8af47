/* %n is refused; an unknown conversion prints its character. */
#include <errno.h>
#include <stdio.h>

int main(void)
{
    int count = 77;
    errno = 0;
    printf("[%d]", printf("abc%n", &count));
    printf(" %d %d\n", count, errno == EINVAL);
    printf("[%y][%!]\n");
    return 0;
}
