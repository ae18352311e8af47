/* Microsoft's <locale.h>: the C library's. Text of this C run time is UTF-8 in every locale. */
#pragma GCC system_header
#ifndef _MSVCRT_LOCALE_H
#define _MSVCRT_LOCALE_H

#include <_msvcrt.h>
#include_next <locale.h>

#ifdef _MSVCRT_WIDE
_WS2_BEGIN_DECLS
wchar_t *_wsetlocale(int, const wchar_t *) MSVCRT_SYMBOL(_wsetlocale);
_WS2_END_DECLS
#endif

#endif
