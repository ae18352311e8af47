/* The size prefixes of printf: l is 32 bits, ll and I64 are 64. */
#include <stdio.h>

int main(void)
{
    __int64 big = -1234567890123LL;
    unsigned __int64 unsigned_big = 18446744073709551615ULL;
    unsigned int dword = 4294967295u;
    unsigned long wide_long = 0x1234567890ul;
    printf("%I64d %I64u %I64x %I64X\n", big, unsigned_big, unsigned_big, unsigned_big);
    printf("%lld %llu\n", (long long)big, (unsigned long long)unsigned_big);
    printf("%I32d %I32u\n", -5, dword);
    printf("%lu %ld %lx\n", dword, (int)dword, dword);
    printf("%lx\n", wide_long);
    printf("%Id %Iu\n", (ptrdiff_t)-7, (size_t)7);
    printf("%zu %td %jd\n", sizeof(char[70]), (ptrdiff_t)-1, (long)-2);
    printf("%hd %hu %hhd %hhu\n", 65537, 65537, 257, 511);
    printf("%d %i %u %o %x %X %c\n", -1, -2, 3u, 8u, 255u, 255u, 'z');
    return 0;
}
