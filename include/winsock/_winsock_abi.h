/* How the Windows headers in this folder bind to the library.
 *
 * Each function is declared with a symbol of its own, so that `socket`, `send` or `select` never resolve to
 * the C library's functions of the same name, which have another ABI, and the library never replaces those. */
#ifndef _WINSOCK_ABI_H
#define _WINSOCK_ABI_H

#include <_winsock_keywords.h>

#ifndef __OPENWINSOCK__
#define __OPENWINSOCK__ 1
#endif

/* Winsock and Win32 functions, and functions of Microsoft's C run time. */
#define WS2_SYMBOL(name) __asm__("ws2_32_" #name)
#define MSVCRT_SYMBOL(name) __asm__("msvcrt_" #name)

#ifdef __cplusplus
#define _WS2_BEGIN_DECLS extern "C" {
#define _WS2_END_DECLS }
#else
#define _WS2_BEGIN_DECLS
#define _WS2_END_DECLS
#endif

/* Names that exist twice, as NameA and NameW, and follow UNICODE. */
#ifdef UNICODE
#define _WS2_AW(name) name##W
#else
#define _WS2_AW(name) name##A
#endif

#endif
