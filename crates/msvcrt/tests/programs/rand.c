/* rand gives the sequence programs know; rand_s does not repeat. */
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    unsigned a = 0, b = 0, c = 0;
    printf("%d %d %d\n", rand(), 0, RAND_MAX);
    srand(1);
    printf("%d ", rand());
    printf("%d ", rand());
    printf("%d\n", rand());
    printf("%d %d %d\n", rand_s(&a), rand_s(&b), rand_s(&c));
    printf("%d\n", a != b || b != c);
    return 0;
}
