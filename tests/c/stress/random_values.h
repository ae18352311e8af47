/* Arguments for calls, good ones and bad ones, and the look at what a call answers. */
#ifndef RANDOM_VALUES_H
#define RANDOM_VALUES_H

#include "../loopback.h"
#include <mstcpip.h>

#define ROOM 4096
#define POOL 24

/* A thread that calls. Each has its own numbers and its own memory. */
struct caller {
    unsigned random;
    char room[ROOM + 8];
    char numbers[32];
    struct sockaddr_storage address;
};

/* Sockets that all threads use, and close at any moment. */
static PVOID volatile pool[POOL];
static HANDLE shared_event;

static inline unsigned below(struct caller *c, unsigned limit)
{
    c->random = c->random * 1664525u + 1013904223u;
    return (c->random >> 8) % limit;
}

static inline int one_in(struct caller *c, unsigned n)
{
    return below(c, n) == 0;
}

static inline int any_of(struct caller *c, const int *values, unsigned count)
{
    return values[below(c, count)];
}

static inline int number(struct caller *c)
{
    static const int numbers[] = {0, 1, -1, 2, 3, 4, 5, 7, 8, 16, 28, 100, 255, 1024, 4095, 65535, 65536,
        (-2147483647 - 1), 2147483647};
    return one_in(c, 4) ? (int)(below(c, 65536) << 8 ^ below(c, 65536)) : any_of(c, numbers, 19);
}

static inline void fill_random(struct caller *c, void *memory, unsigned length)
{
    unsigned i;
    for (i = 0; i < length; i++)
        ((unsigned char *)memory)[i] = (unsigned char)below(c, 256);
}

static inline SOCKET pool_socket(struct caller *c)
{
    return (SOCKET)InterlockedCompareExchangePointer(&pool[below(c, POOL)], NULL, NULL);
}

/* A socket, mostly. */
static inline SOCKET any_socket(struct caller *c)
{
    static const SOCKET bad[] = {0, INVALID_SOCKET, 1, 3, 4, 0x7ffffffc, 0x80000000, (SOCKET)-4};
    SOCKET s = pool_socket(c);
    switch (below(c, 16)) {
    case 0:
        return bad[below(c, 8)];
    case 1:
        return (SOCKET)shared_event;
    case 2:
        return s | (SOCKET)0xffffffff00000000; /* only the lower half counts */
    default:
        return s;
    }
}

static inline void discard(SOCKET s)
{
    struct linger hard = {1, 0};
    if (s == 0 || closesocket(s) == 0 || WSAGetLastError() != WSAEWOULDBLOCK)
        return;
    setsockopt(s, SOL_SOCKET, SO_LINGER, (const char *)&hard, sizeof hard);
    closesocket(s);
}

/* Puts a new socket, on which no call may block, in the place of one that is closed. */
static inline void adopt(struct caller *c, SOCKET s)
{
    u_long on = 1;
    if (s == INVALID_SOCKET)
        return;
    if (ioctlsocket(s, FIONBIO, &on) != 0)
        ok(WSAGetLastError() == WSAENOTSOCK, "FIONBIO");
    discard((SOCKET)InterlockedExchangePointer(&pool[below(c, POOL)], (PVOID)s));
}

static inline void discard_all(void)
{
    int i;
    for (i = 0; i < POOL; i++)
        discard((SOCKET)InterlockedExchangePointer(&pool[i], NULL));
}

/* A DWORD, int or u_long for a call to read and write, at any alignment as in a packed structure, or none. */
static inline void *cell(struct caller *c, int value)
{
    char *place = c->numbers + below(c, 24);
    memcpy(place, &value, sizeof value);
    return one_in(c, 8) ? NULL : place;
}

/* Memory to read or write, at any alignment, or none. */
static inline void *room(struct caller *c)
{
    return one_in(c, 8) ? NULL : c->room + below(c, 8);
}

static inline int length_of_room(struct caller *c)
{
    static const int lengths[] = {0, 1, 2, 3, 4, 8, 15, 16, 27, 28, 64, 128, ROOM, -1, (-2147483647 - 1)};
    return one_in(c, 2) ? (int)below(c, ROOM) : any_of(c, lengths, 15);
}

static inline int flags(struct caller *c)
{
    static const int known[] = {MSG_OOB, MSG_PEEK, MSG_DONTROUTE, MSG_WAITALL, MSG_PARTIAL, MSG_OOB | MSG_PEEK};
    return one_in(c, 2) ? 0 : one_in(c, 8) ? number(c) : any_of(c, known, 6);
}

static inline int option(struct caller *c)
{
    static const int known[] = {SO_LINGER, SO_DONTLINGER, SO_REUSEADDR, SO_EXCLUSIVEADDRUSE, SO_KEEPALIVE, SO_RCVBUF,
        SO_SNDBUF, SO_RCVTIMEO, SO_SNDTIMEO, SO_TYPE, SO_ERROR, SO_ACCEPTCONN, SO_PROTOCOL_INFOA, SO_PROTOCOL_INFOW,
        SO_CONNECT_TIME, SO_UPDATE_ACCEPT_CONTEXT, SO_CONDITIONAL_ACCEPT, SO_OOBINLINE, SO_DEBUG, SO_MAX_MSG_SIZE,
        SO_BSP_STATE};
    return any_of(c, known, 21);
}

/* An address of this host: any of our ports, or none; or what is no address at all. */
static inline const struct sockaddr *address(struct caller *c, int *length)
{
    struct sockaddr_in *v4 = (struct sockaddr_in *)&c->address;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&c->address;
    int named = sizeof c->address;
    u_short port = 0;
    if (!one_in(c, 8) && getsockname(pool_socket(c), (struct sockaddr *)&c->address, &named) == 0)
        port = v4->sin_port;
    memset(&c->address, 0, sizeof c->address);
    if (one_in(c, 2)) {
        v4->sin_family = AF_INET;
        v4->sin_port = port;
        v4->sin_addr.s_addr = htonl(one_in(c, 8) ? INADDR_ANY : INADDR_LOOPBACK);
        *length = sizeof *v4;
    } else {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = port;
        v6->sin6_addr.s6_addr[15] = !one_in(c, 8);
        *length = sizeof *v6;
    }
    if (one_in(c, 8))
        c->address.ss_family = (ADDRESS_FAMILY)number(c);
    if (one_in(c, 4))
        *length = one_in(c, 2) ? (int)below(c, 128) : -1;
    return one_in(c, 16) ? NULL : (const struct sockaddr *)&c->address;
}

static inline DWORD buffers(struct caller *c, WSABUF list[20])
{
    DWORD i, count = one_in(c, 8) ? below(c, 20) : below(c, 4);
    for (i = 0; i < 20; i++) {
        list[i].buf = (char *)room(c);
        list[i].len = (u_long)(list[i].buf == NULL && !one_in(c, 8) ? 0 : below(c, ROOM));
    }
    return count;
}

/* Text of the letters that addresses are made of, always ended. */
static inline void any_text(struct caller *c, char *text, unsigned size)
{
    static const char letters[] = "0123456789abcdef:.%[]xX/- ::..\xff";
    unsigned i, length = below(c, one_in(c, 4) ? size : 12);
    for (i = 0; i < length; i++)
        text[i] = letters[below(c, sizeof letters - 1)];
    text[length] = 0;
}

static inline void any_wide_text(struct caller *c, WCHAR *text, unsigned size)
{
    char narrow[128];
    unsigned i = 0;
    any_text(c, narrow, size);
    do
        text[i] = (WCHAR)(one_in(c, 32) && narrow[i] != 0 ? 0xd800 + below(c, 0x800) : (unsigned char)narrow[i]);
    while (narrow[i++] != 0);
}

/* Errors that any call with a socket may report besides its own. */
static const int errors_of_all[] = {WSAENOTSOCK, WSAEINTR, WSAENETDOWN, WSAEINPROGRESS, 0};
/* For calls about which only this is asked: an error of Windows Sockets, and not that something broke inside. */
static const int any_error[] = {0};

static inline int is_among(int error, const int *errors)
{
    for (; *errors != 0; errors++)
        if (*errors == error)
            return 1;
    return 0;
}

static inline int is_documented(int error, const int *errors)
{
    if (errors == any_error)
        return error != WSASYSCALLFAILURE && ((error >= WSABASEERR && error <= WSABASEERR + 1999)
            || error == WSA_INVALID_HANDLE || error == WSA_INVALID_PARAMETER || error == WSA_NOT_ENOUGH_MEMORY);
    return is_among(error, errors) || is_among(error, errors_of_all);
}

#define TRIED(call, failure, errors) checked(#call, (DWORD_PTR)(call), (DWORD_PTR)(failure), errors)
#define TRY(call, failure, errors) ((void)TRIED(call, failure, errors))

static inline DWORD_PTR checked(const char *call, DWORD_PTR result, DWORD_PTR failure, const int *errors)
{
    int error = WSAGetLastError();
    if (result == failure)
        ok(is_documented(error, errors), "%.40s failed with %d", call, error);
    return result;
}

#endif
