/* The C library's <sys/time.h> for programs whose struct timeval is Windows': gettimeofday fills the 8 byte
 * structure; the functions that exist on Linux only take struct _libc_timeval. */
#pragma GCC system_header
#ifndef _WINSOCK_SYS_TIME_H
#define _WINSOCK_SYS_TIME_H

#include <bits/types/struct_timeval.h>
#include <_winsock_timeval.h>

#ifdef __cplusplus
extern "C" {
#endif
/* Declared first, so that the C library's own declaration keeps this symbol. */
#ifdef __cplusplus
int _libc_gettimeofday(struct _libc_timeval *__restrict, void *__restrict) throw() __asm__("gettimeofday");
#else
int _libc_gettimeofday(struct _libc_timeval *__restrict, void *__restrict) __asm__("gettimeofday");
#endif
#ifdef __cplusplus
}
#endif

#pragma push_macro("timeval")
#pragma push_macro("gettimeofday")
#undef timeval
#undef gettimeofday
#define timeval _libc_timeval
#define gettimeofday _libc_gettimeofday
#include_next <sys/time.h>
#undef timeval
#undef gettimeofday
#pragma pop_macro("timeval")
#pragma pop_macro("gettimeofday")

/* A symbol of its own, or clang takes this function for the one it calls. */
#ifdef __cplusplus
extern "C" {
#endif
static __inline int gettimeofday(struct timeval *now, void *zone) __asm__("_ws2_gettimeofday");
#ifdef __cplusplus
}
#endif
static __inline int gettimeofday(struct timeval *now, void *zone)
{
    struct _libc_timeval wide;
    int result = _libc_gettimeofday(&wide, zone);
    if (result == 0 && now) {
        now->tv_sec = (int)wide.tv_sec;
        now->tv_usec = (int)wide.tv_usec;
    }
    return result;
}

#endif
