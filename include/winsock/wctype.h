/* Microsoft's <wctype.h>: the C library's functions do for 16-bit units as they are. */
#pragma GCC system_header
#ifndef _MSVCRT_WCTYPE_H
#define _MSVCRT_WCTYPE_H

#include <_msvcrt.h>
#include_next <wctype.h>

#define iswascii(unit) ((unsigned)(unit) < 0x80)
#define _isw_underscore(unit) ((unit) == L'_')
#define __iswcsymf(unit) (iswalpha(unit) || _isw_underscore(unit))
#define __iswcsym(unit) (iswalnum(unit) || _isw_underscore(unit))

#endif
