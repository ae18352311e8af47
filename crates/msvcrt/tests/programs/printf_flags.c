/* Flags, width and precision of numbers. */
#include <stdio.h>

int main(void)
{
    printf("[%5d][%-5d][%05d][%+d][% d]\n", 42, 42, 42, 42, 42);
    printf("[%#x][%#o][%.3d][%8.3d][%-8.3d]\n", 255, 8, 7, 7, 7);
    printf("[%*d][%-*d][%*d][%.*d]\n", 6, 1, 6, 2, -6, 3, 3, 4);
    printf("[%.*d]\n", -1, 9);
    printf("[%10I64d][%-10I64d][%010I64d]\n", 12L, 12L, 12L);
    printf("100%% %\n");
    printf("[%200d]\n", 1);
    return 0;
}
