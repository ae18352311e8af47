/* Microsoft's <sys/timeb.h>: the time in milliseconds. */
#ifndef _MSVCRT_SYS_TIMEB_H
#define _MSVCRT_SYS_TIMEB_H

#include <_msvcrt.h>
#include <time.h>

struct timeb {
    time_t time;
    unsigned short millitm;
    short timezone;
    short dstflag;
};

_WS2_BEGIN_DECLS

void ftime(struct timeb *) MSVCRT_SYMBOL(_ftime_s);
void _ftime(struct timeb *) MSVCRT_SYMBOL(_ftime_s);
void _ftime64(struct timeb *) MSVCRT_SYMBOL(_ftime_s);
errno_t _ftime_s(struct timeb *) MSVCRT_SYMBOL(_ftime_s);
errno_t _ftime64_s(struct timeb *) MSVCRT_SYMBOL(_ftime_s);

_WS2_END_DECLS

#define _timeb timeb
#define __timeb64 timeb
#define _timeb64 timeb

#endif
