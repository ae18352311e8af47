/* Microsoft's <time.h>: clock counts milliseconds of wall time; the *_s functions have its argument order. */
#pragma GCC system_header
#ifndef _MSVCRT_TIME_H
#define _MSVCRT_TIME_H

#include <_msvcrt.h>

#define clock _libc_clock
#include_next <time.h>
#undef clock

#undef CLOCKS_PER_SEC
#define CLOCKS_PER_SEC ((clock_t)1000)
#undef CLK_TCK
#define CLK_TCK CLOCKS_PER_SEC

typedef __INT64_TYPE__ __time64_t;
typedef int __time32_t;
#define _TIME64_T_DEFINED
#define _TM_DEFINED

_WS2_BEGIN_DECLS

clock_t clock(void) MSVCRT_SYMBOL(clock);

errno_t localtime_s(struct tm *, const time_t *) MSVCRT_SYMBOL(localtime_s);
errno_t gmtime_s(struct tm *, const time_t *) MSVCRT_SYMBOL(gmtime_s);
errno_t asctime_s(char *, size_t, const struct tm *) MSVCRT_SYMBOL(asctime_s);
errno_t ctime_s(char *, size_t, const time_t *) MSVCRT_SYMBOL(ctime_s);
errno_t _localtime64_s(struct tm *, const __time64_t *) MSVCRT_SYMBOL(localtime_s);
errno_t _gmtime64_s(struct tm *, const __time64_t *) MSVCRT_SYMBOL(gmtime_s);
errno_t _ctime64_s(char *, size_t, const __time64_t *) MSVCRT_SYMBOL(ctime_s);
char *_strtime(char *) MSVCRT_SYMBOL(_strtime);
char *_strdate(char *) MSVCRT_SYMBOL(_strdate);
errno_t _strtime_s(char *, size_t) MSVCRT_SYMBOL(_strtime_s);
errno_t _strdate_s(char *, size_t) MSVCRT_SYMBOL(_strdate_s);

/* The C library declares it for C11 and later only, Microsoft's always. */
#ifndef TIME_UTC
#include <bits/types/struct_timespec.h>
#define TIME_UTC 1
int timespec_get(struct timespec *, int) _MSVCRT_LIBC(timespec_get);
#endif

__time64_t _time64(__time64_t *) _MSVCRT_LIBC(time);
struct tm *_localtime64(const __time64_t *) _MSVCRT_LIBC(localtime);
struct tm *_gmtime64(const __time64_t *) _MSVCRT_LIBC(gmtime);
char *_ctime64(const __time64_t *) _MSVCRT_LIBC(ctime);
__time64_t _mktime64(struct tm *) _MSVCRT_LIBC(mktime);
__time64_t _mkgmtime(struct tm *) _MSVCRT_LIBC(timegm);
__time64_t _mkgmtime64(struct tm *) _MSVCRT_LIBC(timegm);
double _difftime64(__time64_t, __time64_t) _MSVCRT_LIBC(difftime);
void _tzset(void) _MSVCRT_LIBC(tzset);
extern long _msvcrt_timezone _MSVCRT_LIBC(timezone);
extern int _msvcrt_daylight _MSVCRT_LIBC(daylight);
extern char *_msvcrt_tzname[2] _MSVCRT_LIBC(tzname);
#define _timezone _msvcrt_timezone
#define _daylight _msvcrt_daylight
#define _tzname _msvcrt_tzname

_WS2_END_DECLS

#ifdef __cplusplus
extern "C++" {
template <size_t _Size>
inline errno_t asctime_s(char (&buffer)[_Size], const struct tm *fields)
{
    return asctime_s(buffer, _Size, fields);
}
template <size_t _Size>
inline errno_t ctime_s(char (&buffer)[_Size], const time_t *time)
{
    return ctime_s(buffer, _Size, time);
}
template <size_t _Size>
inline errno_t _strtime_s(char (&buffer)[_Size])
{
    return _strtime_s(buffer, _Size);
}
template <size_t _Size>
inline errno_t _strdate_s(char (&buffer)[_Size])
{
    return _strdate_s(buffer, _Size);
}
}
#endif

#include <wchar.h>

#endif
