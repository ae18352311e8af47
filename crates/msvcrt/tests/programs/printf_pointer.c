/* Pointers are 16 upper-case digits. */
#include <stdio.h>

int main(void)
{
    printf("%p\n", (void *)0xdeadbeef);
    printf("%p\n", NULL);
    printf("[%20p][%-20p]\n", (void *)0xab, (void *)0xab);
    return 0;
}
