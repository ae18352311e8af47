/* Aligned memory, and counting arrays. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    char *memory = (char *)_aligned_malloc(100, 64);
    int numbers[7];
    printf("%d\n", (int)((size_t)memory % 64));
    strcpy(memory, "kept");
    memory = (char *)_aligned_realloc(memory, 10000, 256);
    printf("%d %s\n", (int)((size_t)memory % 256), memory);
    _aligned_free(memory);
    printf("%d\n", _aligned_malloc(10, 3) == NULL);
    printf("%d\n", (int)_countof(numbers));
    memory = (char *)_alloca(16);
    strcpy(memory, "stack");
    printf("%s\n", memory);
    return 0;
}
