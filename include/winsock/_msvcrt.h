/* What the headers of Microsoft's C run time in this folder share.
 *
 * Each overlays the C library's header of the same name: names that mean something else there are set
 * aside while it is read and then declared with a symbol of ours. Names that only Microsoft has follow. */
#pragma GCC system_header
#ifndef _MSVCRT_H
#define _MSVCRT_H

#include <_winsock_abi.h>
#include <features.h>
#include <stddef.h>
#include <stdarg.h>

/* Another name for a function of the C library that does the same. */
#define _MSVCRT_LIBC(name) __asm__(#name)

/* The wide functions are for 16-bit units, which need -fshort-wchar. */
#if __SIZEOF_WCHAR_T__ == 2
#define _MSVCRT_WIDE 1
#endif

/* The C library's names that Microsoft does not have, and that programs use for functions of their own,
 * are out of sight unless the program is compiled as a Linux one. */
#ifndef __linux__
#define _MSVCRT_HIDE_POSIX 1
#endif

#ifndef _ERRNO_T_DEFINED
#define _ERRNO_T_DEFINED
typedef int errno_t;
#endif
#ifndef _RSIZE_T_DEFINED
#define _RSIZE_T_DEFINED
typedef size_t rsize_t;
#endif

#ifndef _CRTIMP
#define _CRTIMP
#endif
#ifndef _CRTIMP2
#define _CRTIMP2
#endif
#ifndef _CRT_INSECURE_DEPRECATE
#define _CRT_INSECURE_DEPRECATE(replacement)
#endif
#ifndef __CRTDECL
#define __CRTDECL
#endif
#define _CRT_STRINGIZE_(text) #text
#define _CRT_STRINGIZE(text) _CRT_STRINGIZE_(text)
#define _CRT_WIDE_(text) L##text
#define _CRT_WIDE(text) _CRT_WIDE_(text)
#define _CRT_UNUSED(value) ((void)(value))

#ifndef _TRUNCATE
#define _TRUNCATE ((size_t)-1)
#endif
#define STRUNCATE 80

#ifdef __cplusplus
extern "C++" {
template <typename _Element, size_t _Count>
char (&_msvcrt_countof(_Element (&)[_Count]))[_Count];
}
#define _countof(array) (sizeof(_msvcrt_countof(array)))
#else
#define _countof(array) (sizeof(array) / sizeof((array)[0]))
#endif

#endif
