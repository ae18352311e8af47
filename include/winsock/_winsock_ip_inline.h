/* Tests and constructors of IPv4 and IPv6 addresses. */
#ifndef _WINSOCK_IP_INLINE_H
#define _WINSOCK_IP_INLINE_H

#include <ws2ipdef.h>
#include <string.h>

static __inline BOOLEAN IN6_ADDR_EQUAL(const IN6_ADDR *a, const IN6_ADDR *b) { return memcmp(a, b, sizeof *a) == 0; }
#define IN6_ARE_ADDR_EQUAL IN6_ADDR_EQUAL

static __inline BOOLEAN _ws2_in6_zero_words(const IN6_ADDR *a, int count)
{
    int i;
    for (i = 0; i < count; i++)
        if (a->u.Word[i] != 0)
            return FALSE;
    return TRUE;
}

static __inline BOOLEAN IN6_IS_ADDR_UNSPECIFIED(const IN6_ADDR *a) { return _ws2_in6_zero_words(a, 8); }

static __inline BOOLEAN IN6_IS_ADDR_LOOPBACK(const IN6_ADDR *a)
{
    return _ws2_in6_zero_words(a, 7) && a->u.Byte[14] == 0 && a->u.Byte[15] == 1;
}

static __inline BOOLEAN IN6_IS_ADDR_MULTICAST(const IN6_ADDR *a) { return a->u.Byte[0] == 0xff; }

static __inline BOOLEAN IN6_IS_ADDR_EUI64(const IN6_ADDR *a)
{
    return (a->u.Byte[0] & 0xe0) != 0 && a->u.Byte[0] != 0xff;
}

static __inline BOOLEAN IN6_IS_ADDR_SUBNET_ROUTER_ANYCAST(const IN6_ADDR *a)
{
    return IN6_IS_ADDR_EUI64(a) && a->u.Word[4] == 0 && a->u.Word[5] == 0 && a->u.Word[6] == 0 && a->u.Word[7] == 0;
}

static __inline BOOLEAN IN6_IS_ADDR_GLOBAL(const IN6_ADDR *a)
{
    BYTE high = a->u.Byte[0] & 0xf0;
    return high != 0 && high != 0xf0;
}

static __inline BOOLEAN IN6_IS_ADDR_LINKLOCAL(const IN6_ADDR *a)
{
    return a->u.Byte[0] == 0xfe && (a->u.Byte[1] & 0xc0) == 0x80;
}

static __inline BOOLEAN IN6_IS_ADDR_SITELOCAL(const IN6_ADDR *a)
{
    return a->u.Byte[0] == 0xfe && (a->u.Byte[1] & 0xc0) == 0xc0;
}

static __inline BOOLEAN IN6_IS_ADDR_V4MAPPED(const IN6_ADDR *a)
{
    return _ws2_in6_zero_words(a, 5) && a->u.Word[5] == 0xffff;
}

static __inline BOOLEAN IN6_IS_ADDR_V4COMPAT(const IN6_ADDR *a)
{
    return _ws2_in6_zero_words(a, 6) && !(a->u.Word[6] == 0 && a->u.Byte[14] == 0 && (a->u.Byte[15] == 0 || a->u.Byte[15] == 1));
}

static __inline BOOLEAN IN6_IS_ADDR_V4TRANSLATED(const IN6_ADDR *a)
{
    return _ws2_in6_zero_words(a, 4) && a->u.Word[4] == 0xffff && a->u.Word[5] == 0;
}

static __inline BOOLEAN IN6_IS_ADDR_MC_NODELOCAL(const IN6_ADDR *a)
{
    return IN6_IS_ADDR_MULTICAST(a) && (a->u.Byte[1] & 0xf) == 1;
}

static __inline BOOLEAN IN6_IS_ADDR_MC_LINKLOCAL(const IN6_ADDR *a)
{
    return IN6_IS_ADDR_MULTICAST(a) && (a->u.Byte[1] & 0xf) == 2;
}

static __inline BOOLEAN IN6_IS_ADDR_MC_SITELOCAL(const IN6_ADDR *a)
{
    return IN6_IS_ADDR_MULTICAST(a) && (a->u.Byte[1] & 0xf) == 5;
}

static __inline BOOLEAN IN6_IS_ADDR_MC_ORGLOCAL(const IN6_ADDR *a)
{
    return IN6_IS_ADDR_MULTICAST(a) && (a->u.Byte[1] & 0xf) == 8;
}

static __inline BOOLEAN IN6_IS_ADDR_MC_GLOBAL(const IN6_ADDR *a)
{
    return IN6_IS_ADDR_MULTICAST(a) && (a->u.Byte[1] & 0xf) == 0xe;
}

static __inline void IN6_SET_ADDR_UNSPECIFIED(PIN6_ADDR a) { memset(a, 0, sizeof *a); }

static __inline void IN6_SET_ADDR_LOOPBACK(PIN6_ADDR a)
{
    memset(a, 0, sizeof *a);
    a->u.Byte[15] = 1;
}

static __inline const UCHAR *IN6_GET_ADDR_V4MAPPED(const IN6_ADDR *a) { return a->u.Byte + 12; }
static __inline const UCHAR *IN6_GET_ADDR_V4COMPAT(const IN6_ADDR *a) { return a->u.Byte + 12; }

static __inline void IN6ADDR_SETANY(PSOCKADDR_IN6 a)
{
    memset(a, 0, sizeof *a);
    a->sin6_family = AF_INET6;
}

static __inline void IN6ADDR_SETLOOPBACK(PSOCKADDR_IN6 a)
{
    IN6ADDR_SETANY(a);
    a->sin6_addr.u.Byte[15] = 1;
}

static __inline BOOLEAN IN6ADDR_ISANY(const SOCKADDR_IN6 *a) { return IN6_IS_ADDR_UNSPECIFIED(&a->sin6_addr); }
static __inline BOOLEAN IN6ADDR_ISLOOPBACK(const SOCKADDR_IN6 *a) { return IN6_IS_ADDR_LOOPBACK(&a->sin6_addr); }
static __inline BOOLEAN IN6ADDR_ISEQUAL(const SOCKADDR_IN6 *a, const SOCKADDR_IN6 *b)
{
    return a->sin6_scope_id == b->sin6_scope_id && IN6_ADDR_EQUAL(&a->sin6_addr, &b->sin6_addr);
}
static __inline BOOLEAN IN6ADDR_ISUNSPECIFIED(const SOCKADDR_IN6 *a)
{
    return a->sin6_scope_id == 0 && IN6_IS_ADDR_UNSPECIFIED(&a->sin6_addr);
}

static __inline BOOLEAN IN4_ADDR_EQUAL(const IN_ADDR *a, const IN_ADDR *b) { return a->s_addr == b->s_addr; }
static __inline BOOLEAN IN4_IS_ADDR_UNSPECIFIED(const IN_ADDR *a) { return a->s_addr == 0; }
static __inline BOOLEAN IN4_IS_ADDR_LOOPBACK(const IN_ADDR *a) { return a->S_un.S_un_b.s_b1 == 127; }
static __inline BOOLEAN IN4_IS_ADDR_BROADCAST(const IN_ADDR *a) { return a->s_addr == INADDR_BROADCAST; }
static __inline BOOLEAN IN4_IS_ADDR_MULTICAST(const IN_ADDR *a) { return (a->S_un.S_un_b.s_b1 & 0xf0) == 0xe0; }
static __inline BOOLEAN IN4_IS_ADDR_LINKLOCAL(const IN_ADDR *a)
{
    return a->S_un.S_un_b.s_b1 == 169 && a->S_un.S_un_b.s_b2 == 254;
}
static __inline BOOLEAN IN4_IS_ADDR_RFC1918(const IN_ADDR *a)
{
    return a->S_un.S_un_b.s_b1 == 10 || (a->S_un.S_un_b.s_b1 == 172 && (a->S_un.S_un_b.s_b2 & 0xf0) == 16) ||
           (a->S_un.S_un_b.s_b1 == 192 && a->S_un.S_un_b.s_b2 == 168);
}

/* The INETADDR_ family works on a SOCKADDR of either family. */
static __inline void INETADDR_SETANY(PSOCKADDR a)
{
    ADDRESS_FAMILY family = a->sa_family;
    if (family == AF_INET) {
        memset(a, 0, sizeof(SOCKADDR_IN));
        a->sa_family = family;
    } else if (family == AF_INET6) {
        IN6ADDR_SETANY((PSOCKADDR_IN6)(void *)a);
    }
}

static __inline void INETADDR_SETLOOPBACK(PSOCKADDR a)
{
    INETADDR_SETANY(a);
    if (a->sa_family == AF_INET) {
        ((PSOCKADDR_IN)(void *)a)->sin_addr.S_un.S_un_b.s_b1 = 127;
        ((PSOCKADDR_IN)(void *)a)->sin_addr.S_un.S_un_b.s_b4 = 1;
    } else if (a->sa_family == AF_INET6) {
        ((PSOCKADDR_IN6)(void *)a)->sin6_addr.u.Byte[15] = 1;
    }
}

static __inline BOOLEAN INETADDR_ISANY(const SOCKADDR *a)
{
    if (a->sa_family == AF_INET)
        return IN4_IS_ADDR_UNSPECIFIED(&((const SOCKADDR_IN *)(const void *)a)->sin_addr);
    return a->sa_family == AF_INET6 && IN6ADDR_ISANY((const SOCKADDR_IN6 *)(const void *)a);
}

static __inline BOOLEAN INETADDR_ISLOOPBACK(const SOCKADDR *a)
{
    if (a->sa_family == AF_INET)
        return IN4_IS_ADDR_LOOPBACK(&((const SOCKADDR_IN *)(const void *)a)->sin_addr);
    return a->sa_family == AF_INET6 && IN6ADDR_ISLOOPBACK((const SOCKADDR_IN6 *)(const void *)a);
}

static __inline BOOLEAN INETADDR_ISV4MAPPED(const SOCKADDR *a)
{
    return a->sa_family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&((const SOCKADDR_IN6 *)(const void *)a)->sin6_addr);
}

static __inline SCOPE_ID INETADDR_SCOPE_ID(const SOCKADDR *a)
{
    SCOPE_ID none;
    none.Value = 0;
    return a->sa_family == AF_INET6 ? ((const SOCKADDR_IN6 *)(const void *)a)->sin6_scope_struct : none;
}

static __inline USHORT INETADDR_PORT(const SOCKADDR *a)
{
    if (a->sa_family == AF_INET || a->sa_family == AF_INET6)
        return ((const SOCKADDR_IN *)(const void *)a)->sin_port;
    return 0;
}

static __inline PUCHAR INETADDR_ADDRESS(const SOCKADDR *a)
{
    if (a->sa_family == AF_INET)
        return (PUCHAR)&((PSOCKADDR_IN)(void *)(ULONG_PTR)a)->sin_addr;
    if (a->sa_family == AF_INET6)
        return (PUCHAR)&((PSOCKADDR_IN6)(void *)(ULONG_PTR)a)->sin6_addr;
    return (PUCHAR)0;
}

static __inline void INETADDR_SET_PORT(PSOCKADDR a, USHORT port)
{
    if (a->sa_family == AF_INET || a->sa_family == AF_INET6)
        ((PSOCKADDR_IN)(void *)a)->sin_port = port;
}

static __inline void INETADDR_SET_ADDRESS(PSOCKADDR a, const UCHAR *address)
{
    if (a->sa_family == AF_INET)
        memcpy(&((PSOCKADDR_IN)(void *)a)->sin_addr, address, sizeof(IN_ADDR));
    else if (a->sa_family == AF_INET6)
        memcpy(&((PSOCKADDR_IN6)(void *)a)->sin6_addr, address, sizeof(IN6_ADDR));
}

static __inline void IN6ADDR_SETV4MAPPED(PSOCKADDR_IN6 a, const IN_ADDR *address, SCOPE_ID scope, USHORT port)
{
    memset(a, 0, sizeof *a);
    a->sin6_family = AF_INET6;
    a->sin6_port = port;
    a->sin6_addr.u.Word[5] = 0xffff;
    memcpy(a->sin6_addr.u.Byte + 12, address, sizeof *address);
    a->sin6_scope_struct = scope;
}

static __inline BOOLEAN IN6ADDR_ISV4MAPPED(const SOCKADDR_IN6 *a) { return IN6_IS_ADDR_V4MAPPED(&a->sin6_addr); }

#endif
