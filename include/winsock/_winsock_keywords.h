/* Words of Microsoft's C and C++ dialects that gcc and clang lack: integer and calling-convention
 * keywords, __declspec, and structured exception handling without the exceptions. No includes of its
 * own in C, so it can be forced in front of any source file. */
#ifndef _WINSOCK_KEYWORDS_H
#define _WINSOCK_KEYWORDS_H

/* __int64 is `long`, not `long long`: programs typedef int64_t from it and must agree with the C library. */
#define __int8 char
#define __int16 short
#define __int32 int
#define __int64 long
#define _int64 long

/* One calling convention on these machines. */
#define __cdecl
#define __stdcall
#define __fastcall
#define __thiscall
#define __vectorcall
#define _cdecl
#define _stdcall
#define _fastcall
#define __unaligned
#define __w64
#define __ptr32
#define __ptr64
#define __forceinline __inline __attribute__((__always_inline__))
#define _inline __inline
#define _forceinline __forceinline

#define __pragma(directive)
#define __assume(condition) ((void)0)
#define __debugbreak() __builtin_trap()
#ifdef __cplusplus
#define __interface struct
#endif

/* __declspec(word) and __declspec(word(argument)). */
#undef __declspec
#define __declspec(word) _WS2_DECLSPEC_##word
#define _WS2_DECLSPEC_dllexport __attribute__((__visibility__("default")))
#define _WS2_DECLSPEC_dllimport
#define _WS2_DECLSPEC_noreturn __attribute__((__noreturn__))
#define _WS2_DECLSPEC_noinline __attribute__((__noinline__))
#define _WS2_DECLSPEC_nothrow __attribute__((__nothrow__))
#define _WS2_DECLSPEC_selectany __attribute__((__weak__))
#ifdef __cplusplus
#define _WS2_DECLSPEC_thread thread_local
#else
#define _WS2_DECLSPEC_thread _Thread_local
#endif
#define _WS2_DECLSPEC_align(bytes) __attribute__((__aligned__(bytes)))
#define _WS2_DECLSPEC_allocate(section) __attribute__((__section__(section)))
#define _WS2_DECLSPEC_deprecated(message) __attribute__((__deprecated__(message)))
#define _WS2_DECLSPEC_uuid(text)
#define _WS2_DECLSPEC_property(accessors)
#define _WS2_DECLSPEC_naked
#define _WS2_DECLSPEC_noalias
#define _WS2_DECLSPEC_novtable
#define _WS2_DECLSPEC_restrict
#define _WS2_DECLSPEC_empty_bases

/* __try { } __finally { }, __try { } __except (filter) { } and __leave. No exception is ever raised, so
 * an __except block is compiled and never run. A `return` inside __try skips the __finally block.
 * libstdc++ spells its own `try` __try: in C++ the word keeps that meaning and __leave is a throw. */
#ifdef __cplusplus
extern "C++" {
#if defined(__has_include)
#if __has_include(<bits/exception_defines.h>)
#include <bits/exception_defines.h>
#endif
#endif
struct _ws2_seh_leave {};
}
#ifndef __try
#ifdef __EXCEPTIONS
#define __try try
#else
#define __try if (true)
#endif
#endif
#ifdef __EXCEPTIONS
#define __leave throw ::_ws2_seh_leave()
#define __finally catch (const ::_ws2_seh_leave &) {}
#define __except(filter) catch (const ::_ws2_seh_leave &) {} if (0 && (filter))
#else
/* With -fno-exceptions __try is `if (true)`, and there is no __leave. */
#define __finally
#define __except(filter) if (0 && (filter))
#endif
#else
#define __try { __label__ _ws2_seh_leave;
#define __leave goto _ws2_seh_leave
#define __finally _ws2_seh_leave: __attribute__((__unused__)); }
#define __except(filter) _ws2_seh_leave: __attribute__((__unused__)); } if (0 && (filter))
#endif
#define _exception_code() 0u
#define GetExceptionCode() 0u
#define GetExceptionInformation() ((struct _EXCEPTION_POINTERS *)0)
#define _abnormal_termination() 0
#define AbnormalTermination() 0

#endif
