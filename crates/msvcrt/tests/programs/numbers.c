/* Numbers as text. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    char buffer[72];
    wchar_t wide[72];
    printf("%s ", _itoa(-42, buffer, 10));
    printf("%s ", _itoa(-1, buffer, 16));
    printf("%s ", _itoa(5, buffer, 2));
    printf("%s\n", itoa(35, buffer, 36));
    printf("%s ", _ltoa(-1, buffer, 16));
    printf("%s ", _ultoa(4294967295u, buffer, 10));
    printf("%s ", _i64toa(-1234567890123L, buffer, 10));
    printf("%s\n", _ui64toa(18446744073709551615ul, buffer, 16));
    printf("%ls\n", _itow(-7, wide, 10));
    printf("%d", _itoa_s(12345, buffer, 5, 10) == ERANGE);
    printf(" [%s]\n", buffer);
    printf("%d", _itoa_s(1234, buffer, 5, 10));
    printf(" %s\n", buffer);
    printf("%I64d %I64d %I64u\n", _atoi64("-9000000000"), _strtoi64("0x10", NULL, 16), _strtoui64("77", NULL, 8));
    printf("%x %x %I64x\n", _byteswap_ushort(0x1234), _byteswap_ulong(0x12345678), _byteswap_uint64(1));
    printf("%x %x\n", _rotl(0x80000001u, 1), _rotr(1u, 1));
    printf("%d %d\n", __max(1, 2), __min(1, 2));
    return 0;
}
