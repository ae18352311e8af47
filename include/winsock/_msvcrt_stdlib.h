/* What <stdlib.h> and <cstdlib> declare, apart from what the C++ library adds. */
#pragma GCC system_header
#ifndef _MSVCRT_STDLIB_H
#define _MSVCRT_STDLIB_H

#include <_msvcrt.h>

/* The C++ library has a <stdlib.h> of its own, which with this macro defined hands over to the C library's. */
#if defined(__cplusplus) && !defined(_GLIBCXX_INCLUDE_NEXT_C_HEADERS)
#define _GLIBCXX_INCLUDE_NEXT_C_HEADERS
#define _MSVCRT_INCLUDE_NEXT
#endif
#define rand _libc_rand
#define srand _libc_srand
/* Not Microsoft's: programs for Windows bring their own. */
#ifndef __linux__
#define setenv _libc_setenv
#define unsetenv _libc_unsetenv
#define arc4random _libc_arc4random
#define arc4random_buf _libc_arc4random_buf
#define arc4random_uniform _libc_arc4random_uniform
#endif
#ifdef _MSVCRT_WIDE
#define mbtowc _libc_mbtowc
#define wctomb _libc_wctomb
#define mbstowcs _libc_mbstowcs
#define wcstombs _libc_wcstombs
#endif
#include_next <stdlib.h>
#undef rand
#undef srand
#ifndef __linux__
#undef setenv
#undef unsetenv
#undef arc4random
#undef arc4random_buf
#undef arc4random_uniform
#endif
#ifdef _MSVCRT_WIDE
#undef mbtowc
#undef wctomb
#undef mbstowcs
#undef wcstombs
#endif
#ifdef _MSVCRT_INCLUDE_NEXT
#undef _MSVCRT_INCLUDE_NEXT
#undef _GLIBCXX_INCLUDE_NEXT_C_HEADERS
#endif

/* As Microsoft's does. */
#include <limits.h>

#undef RAND_MAX
#define RAND_MAX 0x7fff

_WS2_BEGIN_DECLS

/* The sequence of Microsoft's generator, for each thread its own. */
int rand(void) MSVCRT_SYMBOL(rand);
void srand(unsigned) MSVCRT_SYMBOL(srand);
errno_t rand_s(unsigned *) MSVCRT_SYMBOL(rand_s);

#ifdef _MSVCRT_WIDE
int mbtowc(wchar_t *, const char *, size_t) MSVCRT_SYMBOL(mbtowc);
int wctomb(char *, wchar_t) MSVCRT_SYMBOL(wctomb);
size_t mbstowcs(wchar_t *, const char *, size_t) MSVCRT_SYMBOL(mbstowcs);
size_t wcstombs(char *, const wchar_t *, size_t) MSVCRT_SYMBOL(wcstombs);
errno_t mbstowcs_s(size_t *, wchar_t *, size_t, const char *, size_t) MSVCRT_SYMBOL(mbstowcs_s);
errno_t wcstombs_s(size_t *, char *, size_t, const wchar_t *, size_t) MSVCRT_SYMBOL(wcstombs_s);
wchar_t ***__p___wargv(void) MSVCRT_SYMBOL(__p___wargv);
#define __wargv (*__p___wargv())
#endif

errno_t getenv_s(size_t *, char *, rsize_t, const char *) MSVCRT_SYMBOL(getenv_s);
errno_t _dupenv_s(char **, size_t *, const char *) MSVCRT_SYMBOL(_dupenv_s);
int _putenv(const char *) MSVCRT_SYMBOL(_putenv);
errno_t _putenv_s(const char *, const char *) MSVCRT_SYMBOL(_putenv_s);
extern char **_msvcrt_environ _MSVCRT_LIBC(environ);
#define _environ _msvcrt_environ
int *__p___argc(void) MSVCRT_SYMBOL(__p___argc);
char ***__p___argv(void) MSVCRT_SYMBOL(__p___argv);
#define __argc (*__p___argc())
#define __argv (*__p___argv())

char *_itoa(int, char *, int) MSVCRT_SYMBOL(_itoa);
char *_ltoa(long, char *, int) MSVCRT_SYMBOL(_ltoa);
char *_ultoa(unsigned long, char *, int) MSVCRT_SYMBOL(_ultoa);
char *_i64toa(__INT64_TYPE__, char *, int) MSVCRT_SYMBOL(_i64toa);
char *_ui64toa(__UINT64_TYPE__, char *, int) MSVCRT_SYMBOL(_ui64toa);
char *itoa(int, char *, int) MSVCRT_SYMBOL(_itoa);
char *ltoa(long, char *, int) MSVCRT_SYMBOL(_ltoa);
char *ultoa(unsigned long, char *, int) MSVCRT_SYMBOL(_ultoa);
errno_t _itoa_s(int, char *, size_t, int) MSVCRT_SYMBOL(_itoa_s);
errno_t _ltoa_s(long, char *, size_t, int) MSVCRT_SYMBOL(_ltoa_s);
errno_t _ultoa_s(unsigned long, char *, size_t, int) MSVCRT_SYMBOL(_ultoa_s);
errno_t _i64toa_s(__INT64_TYPE__, char *, size_t, int) MSVCRT_SYMBOL(_i64toa_s);
errno_t _ui64toa_s(__UINT64_TYPE__, char *, size_t, int) MSVCRT_SYMBOL(_ui64toa_s);
__INT64_TYPE__ _atoi64(const char *) _MSVCRT_LIBC(atoll);
__INT64_TYPE__ _strtoi64(const char *, char **, int) _MSVCRT_LIBC(strtoll);
__UINT64_TYPE__ _strtoui64(const char *, char **, int) _MSVCRT_LIBC(strtoull);
__INT64_TYPE__ _abs64(__INT64_TYPE__) _MSVCRT_LIBC(llabs);
char *_gcvt(double, int, char *) _MSVCRT_LIBC(gcvt);
char *_ecvt(double, int, int *, int *) _MSVCRT_LIBC(ecvt);
char *_fcvt(double, int, int *, int *) _MSVCRT_LIBC(fcvt);

char *_fullpath(char *, const char *, size_t) MSVCRT_SYMBOL(_fullpath);
void _splitpath(const char *, char *, char *, char *, char *) MSVCRT_SYMBOL(_splitpath);
void _makepath(char *, const char *, const char *, const char *, const char *) MSVCRT_SYMBOL(_makepath);

void *_aligned_malloc(size_t, size_t) MSVCRT_SYMBOL(_aligned_malloc);
void *_aligned_realloc(void *, size_t, size_t) MSVCRT_SYMBOL(_aligned_realloc);
void _aligned_free(void *) _MSVCRT_LIBC(free);
size_t _msize(void *) _MSVCRT_LIBC(malloc_usable_size);

typedef void (*_invalid_parameter_handler)(const wchar_t *, const wchar_t *, const wchar_t *, unsigned,
                                           __UINTPTR_TYPE__);
_invalid_parameter_handler _set_invalid_parameter_handler(_invalid_parameter_handler)
    MSVCRT_SYMBOL(_set_invalid_parameter_handler);

extern int *__errno_location(void) __THROW __attribute__((__const__));
static __inline errno_t _get_errno(int *value)
{
    *value = *__errno_location();
    return 0;
}
static __inline errno_t _set_errno(int value)
{
    *__errno_location() = value;
    return 0;
}
#ifndef errno
#define errno (*__errno_location ())
#endif
#define _doserrno errno

extern int _msvcrt_usleep(unsigned) _MSVCRT_LIBC(usleep);
static __inline void _sleep(unsigned milliseconds)
{
    for (; milliseconds > 1000; milliseconds -= 1000)
        _msvcrt_usleep(1000000);
    _msvcrt_usleep(milliseconds * 1000);
}
static __inline int _set_error_mode(int mode)
{
    (void)mode;
    return 0;
}
static __inline unsigned _set_abort_behavior(unsigned flags, unsigned mask)
{
    return flags & mask;
}
typedef int (*_onexit_t)(void);
static __inline _onexit_t _onexit(_onexit_t function)
{
    return atexit((void (*)(void))(void *)function) == 0 ? function : (_onexit_t)0;
}

static __inline unsigned short _byteswap_ushort(unsigned short value) { return __builtin_bswap16(value); }
static __inline unsigned _byteswap_ulong(unsigned value) { return __builtin_bswap32(value); }
static __inline __UINT64_TYPE__ _byteswap_uint64(__UINT64_TYPE__ value) { return __builtin_bswap64(value); }
/* clang has these built in. */
#ifdef __has_builtin
#if __has_builtin(_rotl)
#define _MSVCRT_HAS_ROTATE 1
#endif
#endif
#ifndef _MSVCRT_HAS_ROTATE
static __inline unsigned _rotl(unsigned value, int by) { return value << (by & 31) | value >> (-by & 31); }
static __inline unsigned _rotr(unsigned value, int by) { return value >> (by & 31) | value << (-by & 31); }
static __inline unsigned _lrotl(unsigned value, int by) { return _rotl(value, by); }
static __inline unsigned _lrotr(unsigned value, int by) { return _rotr(value, by); }
static __inline __UINT64_TYPE__ _rotl64(__UINT64_TYPE__ value, int by)
{
    return value << (by & 63) | value >> (-by & 63);
}
static __inline __UINT64_TYPE__ _rotr64(__UINT64_TYPE__ value, int by)
{
    return value >> (by & 63) | value << (-by & 63);
}
#endif

_WS2_END_DECLS

#define _MAX_PATH 260
#define _MAX_DRIVE 3
#define _MAX_DIR 256
#define _MAX_FNAME 256
#define _MAX_EXT 256
#define _MAX_ENV 32767
#define _CVTBUFSIZE 349
#define _MAX_ITOSTR_BASE16_COUNT 9
#define _MAX_ITOSTR_BASE10_COUNT 12
#define _MAX_ITOSTR_BASE2_COUNT 33
#define _MAX_ULTOSTR_BASE10_COUNT 11
#define _MAX_I64TOSTR_BASE10_COUNT 21
#define _MAX_U64TOSTR_BASE10_COUNT 21
#define _OUT_TO_DEFAULT 0
#define _OUT_TO_STDERR 1
#define _OUT_TO_MSGBOX 2
#define _WRITE_ABORT_MSG 1
#define _CALL_REPORTFAULT 2
#define __max(a, b) (((a) > (b)) ? (a) : (b))
#define __min(a, b) (((a) < (b)) ? (a) : (b))

#ifdef __cplusplus
extern "C++" {
template <size_t _Size>
inline errno_t _itoa_s(int value, char (&buffer)[_Size], int radix)
{
    return _itoa_s(value, buffer, _Size, radix);
}
template <size_t _Size>
inline errno_t _ltoa_s(long value, char (&buffer)[_Size], int radix)
{
    return _ltoa_s(value, buffer, _Size, radix);
}
template <size_t _Size>
inline errno_t _ultoa_s(unsigned long value, char (&buffer)[_Size], int radix)
{
    return _ultoa_s(value, buffer, _Size, radix);
}
template <size_t _Size>
inline errno_t _i64toa_s(__INT64_TYPE__ value, char (&buffer)[_Size], int radix)
{
    return _i64toa_s(value, buffer, _Size, radix);
}
template <size_t _Size>
inline errno_t _ui64toa_s(__UINT64_TYPE__ value, char (&buffer)[_Size], int radix)
{
    return _ui64toa_s(value, buffer, _Size, radix);
}
template <size_t _Size>
inline errno_t getenv_s(size_t *needed, char (&buffer)[_Size], const char *name)
{
    return getenv_s(needed, buffer, _Size, name);
}
#ifdef _MSVCRT_WIDE
template <size_t _Size>
inline errno_t mbstowcs_s(size_t *converted, wchar_t (&buffer)[_Size], const char *source, size_t count)
{
    return mbstowcs_s(converted, buffer, _Size, source, count);
}
template <size_t _Size>
inline errno_t wcstombs_s(size_t *converted, char (&buffer)[_Size], const wchar_t *source, size_t count)
{
    return wcstombs_s(converted, buffer, _Size, source, count);
}
#endif
}
#endif

#include <wchar.h>

#endif
