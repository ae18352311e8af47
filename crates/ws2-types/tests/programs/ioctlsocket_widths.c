/* ioctlsocket takes the address of a u_long and, for programs that mean 32 bits by it, of an unsigned long:
 * that one comes back zero-extended. */
#include <winsock2.h>

/* Stands in for the library. */
#ifdef __cplusplus
extern "C"
#endif
int library_ioctlsocket(SOCKET s, LONG cmd, u_long *argp) __asm__("ws2_32_ioctlsocket");
int library_ioctlsocket(SOCKET s, LONG cmd, u_long *argp)
{
    if (!argp)
        return 14;
    if ((u_long)cmd == (u_long)FIONREAD)
        *argp = 0xfffffff0u;
    else if (*argp != 1)
        return 22;
    return s == 4 ? 0 : 38;
}

/* The exit status tells the line that failed. */
#define CHECK(condition) do { if (!(condition)) return __LINE__; } while (0)

int main(void)
{
    unsigned long wide = 1;
    long wide_signed = 1;
    u_long narrow = 1;
    DWORD dword = 1;
    SOCKET s = 4;

    CHECK(ioctlsocket(s, FIONBIO, &wide) == 0); /* FIONBIO from an unsigned long */
    CHECK(ioctlsocket(s, FIONBIO, &wide_signed) == 0); /* FIONBIO from a long */
    CHECK(ioctlsocket(s, FIONBIO, &narrow) == 0); /* FIONBIO from a u_long */
    CHECK(ioctlsocket(s, FIONBIO, &dword) == 0); /* FIONBIO from a DWORD */
    CHECK(ioctlsocket(s, FIONREAD, NULL) == 14); /* no argument */

    wide = ~0ul;
    CHECK(ioctlsocket(s, FIONREAD, &wide) == 0 && wide == 0xfffffff0ul); /* the upper half is cleared */
    wide = 0x1111111111111111ul;
    CHECK(ioctlsocket(8, FIONREAD, &wide) == 38 && wide == 0x1111111111111111ul); /* nothing is written on failure */
    CHECK(ioctlsocket(s, FIONREAD, &narrow) == 0 && narrow == 0xfffffff0u); /* FIONREAD into a u_long */
#ifdef __cplusplus
    CHECK(::ioctlsocket(s, FIONREAD, &wide) == 0); /* qualified name */
#endif
    return 0;
}
