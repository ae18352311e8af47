/* Microsoft's <wchar.h>: everything on 16-bit wchar_t. Streams hold UTF-8 and stay byte streams.
 *
 * Without -fshort-wchar wchar_t is the C library's, and so are the functions. */
#pragma GCC system_header
#ifndef _MSVCRT_WCHAR_H
#define _MSVCRT_WCHAR_H

#include <_msvcrt.h>

#ifndef _MSVCRT_WIDE
#include_next <wchar.h>
#else

#define wcscpy _libc_wcscpy
#define wcsncpy _libc_wcsncpy
#define wcscat _libc_wcscat
#define wcsncat _libc_wcsncat
#define wcscmp _libc_wcscmp
#define wcsncmp _libc_wcsncmp
#define wcscoll _libc_wcscoll
#define wcsxfrm _libc_wcsxfrm
#define wcschr _libc_wcschr
#define wcsrchr _libc_wcsrchr
#define wcscspn _libc_wcscspn
#define wcsspn _libc_wcsspn
#define wcspbrk _libc_wcspbrk
#define wcsstr _libc_wcsstr
#define wcstok _libc_wcstok
#define wcslen _libc_wcslen
#define wcsnlen _libc_wcsnlen
#define wmemchr _libc_wmemchr
#define wmemcmp _libc_wmemcmp
#define wmemcpy _libc_wmemcpy
#define wmemmove _libc_wmemmove
#define wmemset _libc_wmemset
#define mbrtowc _libc_mbrtowc
#define wcrtomb _libc_wcrtomb
#define mbsrtowcs _libc_mbsrtowcs
#define wcsrtombs _libc_wcsrtombs
#define wcstod _libc_wcstod
#define wcstof _libc_wcstof
#define wcstold _libc_wcstold
#define wcstol _libc_wcstol
#define wcstoul _libc_wcstoul
#define wcstoll _libc_wcstoll
#define wcstoull _libc_wcstoull
#define fwide _libc_fwide
#define fwprintf _libc_fwprintf
#define wprintf _libc_wprintf
#define swprintf _libc_swprintf
#define vfwprintf _libc_vfwprintf
#define vwprintf _libc_vwprintf
#define vswprintf _libc_vswprintf
#define fwscanf _libc_fwscanf
#define wscanf _libc_wscanf
#define swscanf _libc_swscanf
#define vfwscanf _libc_vfwscanf
#define vwscanf _libc_vwscanf
#define vswscanf _libc_vswscanf
#define fgetwc _libc_fgetwc
#define getwc _libc_getwc
#define getwchar _libc_getwchar
#define fputwc _libc_fputwc
#define putwc _libc_putwc
#define putwchar _libc_putwchar
#define fgetws _libc_fgetws
#define fputws _libc_fputws
#define ungetwc _libc_ungetwc
#define wcsftime _libc_wcsftime
#define wcpcpy _libc_wcpcpy
#define wcpncpy _libc_wcpncpy
#define wmempcpy _libc_wmempcpy
#define wcschrnul _libc_wcschrnul
#define wcswcs _libc_wcswcs
#define wcswidth _libc_wcswidth
#define wcwidth _libc_wcwidth
#define wcstoq _libc_wcstoq
#define wcstouq _libc_wcstouq
#define wcsdup _libc_wcsdup
#define wcscasecmp _libc_wcscasecmp
#define wcsncasecmp _libc_wcsncasecmp
#define wcscasecmp_l _libc_wcscasecmp_l
#define wcsncasecmp_l _libc_wcsncasecmp_l
#define wcscoll_l _libc_wcscoll_l
#define wcsxfrm_l _libc_wcsxfrm_l
#define wcstol_l _libc_wcstol_l
#define wcstoul_l _libc_wcstoul_l
#define wcstoll_l _libc_wcstoll_l
#define wcstoull_l _libc_wcstoull_l
#define wcstod_l _libc_wcstod_l
#define wcstof_l _libc_wcstof_l
#define wcstold_l _libc_wcstold_l
#define wcsftime_l _libc_wcsftime_l
#define mbsnrtowcs _libc_mbsnrtowcs
#define wcsnrtombs _libc_wcsnrtombs
#define open_wmemstream _libc_open_wmemstream
#define wcslcpy _libc_wcslcpy
#define wcslcat _libc_wcslcat
#define fgetwc_unlocked _libc_fgetwc_unlocked
#define getwc_unlocked _libc_getwc_unlocked
#define getwchar_unlocked _libc_getwchar_unlocked
#define fputwc_unlocked _libc_fputwc_unlocked
#define putwc_unlocked _libc_putwc_unlocked
#define putwchar_unlocked _libc_putwchar_unlocked
#define fgetws_unlocked _libc_fgetws_unlocked
#define fputws_unlocked _libc_fputws_unlocked
#define wcstof32 _libc_wcstof32
#define wcstof64 _libc_wcstof64
#define wcstof32x _libc_wcstof32x
#define wcstof128 _libc_wcstof128
#define wcstof64x _libc_wcstof64x
#define wcstof32_l _libc_wcstof32_l
#define wcstof64_l _libc_wcstof64_l
#define wcstof32x_l _libc_wcstof32x_l
#define wcstof128_l _libc_wcstof128_l
#define wcstof64x_l _libc_wcstof64x_l
#include_next <wchar.h>
#undef wcscpy
#undef wcsncpy
#undef wcscat
#undef wcsncat
#undef wcscmp
#undef wcsncmp
#undef wcscoll
#undef wcsxfrm
#undef wcschr
#undef wcsrchr
#undef wcscspn
#undef wcsspn
#undef wcspbrk
#undef wcsstr
#undef wcstok
#undef wcslen
#undef wcsnlen
#undef wmemchr
#undef wmemcmp
#undef wmemcpy
#undef wmemmove
#undef wmemset
#undef mbrtowc
#undef wcrtomb
#undef mbsrtowcs
#undef wcsrtombs
#undef wcstod
#undef wcstof
#undef wcstold
#undef wcstol
#undef wcstoul
#undef wcstoll
#undef wcstoull
#undef fwide
#undef fwprintf
#undef wprintf
#undef swprintf
#undef vfwprintf
#undef vwprintf
#undef vswprintf
#undef fwscanf
#undef wscanf
#undef swscanf
#undef vfwscanf
#undef vwscanf
#undef vswscanf
#undef fgetwc
#undef getwc
#undef getwchar
#undef fputwc
#undef putwc
#undef putwchar
#undef fgetws
#undef fputws
#undef ungetwc
#undef wcsftime
#undef wcpcpy
#undef wcpncpy
#undef wmempcpy
#undef wcschrnul
#undef wcswcs
#undef wcswidth
#undef wcwidth
#undef wcstoq
#undef wcstouq
#undef wcsdup
#undef wcscasecmp
#undef wcsncasecmp
#undef wcscasecmp_l
#undef wcsncasecmp_l
#undef wcscoll_l
#undef wcsxfrm_l
#undef wcstol_l
#undef wcstoul_l
#undef wcstoll_l
#undef wcstoull_l
#undef wcstod_l
#undef wcstof_l
#undef wcstold_l
#undef wcsftime_l
#undef mbsnrtowcs
#undef wcsnrtombs
#undef open_wmemstream
#undef wcslcpy
#undef wcslcat
#undef fgetwc_unlocked
#undef getwc_unlocked
#undef getwchar_unlocked
#undef fputwc_unlocked
#undef putwc_unlocked
#undef putwchar_unlocked
#undef fgetws_unlocked
#undef fputws_unlocked
#undef wcstof32
#undef wcstof64
#undef wcstof32x
#undef wcstof128
#undef wcstof64x
#undef wcstof32_l
#undef wcstof64_l
#undef wcstof32x_l
#undef wcstof128_l
#undef wcstof64x_l

#include <bits/types/FILE.h>
#include <wctype.h>

struct tm;

_WS2_BEGIN_DECLS

size_t wcslen(const wchar_t *) MSVCRT_SYMBOL(wcslen);
size_t wcsnlen(const wchar_t *, size_t) MSVCRT_SYMBOL(wcsnlen);
wchar_t *wcscpy(wchar_t *, const wchar_t *) MSVCRT_SYMBOL(wcscpy);
wchar_t *wcsncpy(wchar_t *, const wchar_t *, size_t) MSVCRT_SYMBOL(wcsncpy);
wchar_t *wcscat(wchar_t *, const wchar_t *) MSVCRT_SYMBOL(wcscat);
wchar_t *wcsncat(wchar_t *, const wchar_t *, size_t) MSVCRT_SYMBOL(wcsncat);
int wcscmp(const wchar_t *, const wchar_t *) MSVCRT_SYMBOL(wcscmp);
int wcsncmp(const wchar_t *, const wchar_t *, size_t) MSVCRT_SYMBOL(wcsncmp);
int wcscoll(const wchar_t *, const wchar_t *) MSVCRT_SYMBOL(wcscmp);
size_t wcsspn(const wchar_t *, const wchar_t *) MSVCRT_SYMBOL(wcsspn);
size_t wcscspn(const wchar_t *, const wchar_t *) MSVCRT_SYMBOL(wcscspn);
wchar_t *wcstok(wchar_t *, const wchar_t *, wchar_t **) MSVCRT_SYMBOL(wcstok);
wchar_t *wmemcpy(wchar_t *, const wchar_t *, size_t) MSVCRT_SYMBOL(wmemcpy);
wchar_t *wmemmove(wchar_t *, const wchar_t *, size_t) MSVCRT_SYMBOL(wmemmove);
wchar_t *wmemset(wchar_t *, wchar_t, size_t) MSVCRT_SYMBOL(wmemset);
int wmemcmp(const wchar_t *, const wchar_t *, size_t) MSVCRT_SYMBOL(wmemcmp);

/* C++ asks for two declarations of each function that returns a place in its argument. */
#ifdef __cplusplus
#ifndef __CORRECT_ISO_CPP_WCHAR_H_PROTO
#define __CORRECT_ISO_CPP_WCHAR_H_PROTO
#endif
extern "C++" {
wchar_t *wcschr(wchar_t *, wchar_t) MSVCRT_SYMBOL(wcschr);
const wchar_t *wcschr(const wchar_t *, wchar_t) MSVCRT_SYMBOL(wcschr);
wchar_t *wcsrchr(wchar_t *, wchar_t) MSVCRT_SYMBOL(wcsrchr);
const wchar_t *wcsrchr(const wchar_t *, wchar_t) MSVCRT_SYMBOL(wcsrchr);
wchar_t *wcspbrk(wchar_t *, const wchar_t *) MSVCRT_SYMBOL(wcspbrk);
const wchar_t *wcspbrk(const wchar_t *, const wchar_t *) MSVCRT_SYMBOL(wcspbrk);
wchar_t *wcsstr(wchar_t *, const wchar_t *) MSVCRT_SYMBOL(wcsstr);
const wchar_t *wcsstr(const wchar_t *, const wchar_t *) MSVCRT_SYMBOL(wcsstr);
wchar_t *wmemchr(wchar_t *, wchar_t, size_t) MSVCRT_SYMBOL(wmemchr);
const wchar_t *wmemchr(const wchar_t *, wchar_t, size_t) MSVCRT_SYMBOL(wmemchr);
/* The form from before C99. */
wchar_t *_wcstok(wchar_t *, const wchar_t *) MSVCRT_SYMBOL(_wcstok);
inline wchar_t *wcstok(wchar_t *text, const wchar_t *delimiters) { return _wcstok(text, delimiters); }
}
#else
wchar_t *wcschr(const wchar_t *, wchar_t) MSVCRT_SYMBOL(wcschr);
wchar_t *wcsrchr(const wchar_t *, wchar_t) MSVCRT_SYMBOL(wcsrchr);
wchar_t *wcspbrk(const wchar_t *, const wchar_t *) MSVCRT_SYMBOL(wcspbrk);
wchar_t *wcsstr(const wchar_t *, const wchar_t *) MSVCRT_SYMBOL(wcsstr);
wchar_t *wmemchr(const wchar_t *, wchar_t, size_t) MSVCRT_SYMBOL(wmemchr);
wchar_t *_wcstok(wchar_t *, const wchar_t *) MSVCRT_SYMBOL(_wcstok);
#endif

int _wcsicmp(const wchar_t *, const wchar_t *) MSVCRT_SYMBOL(_wcsicmp);
int _wcsnicmp(const wchar_t *, const wchar_t *, size_t) MSVCRT_SYMBOL(_wcsnicmp);
int _wcsicoll(const wchar_t *, const wchar_t *) MSVCRT_SYMBOL(_wcsicmp);
wchar_t *_wcsdup(const wchar_t *) MSVCRT_SYMBOL(_wcsdup);
wchar_t *_wcsrev(wchar_t *) MSVCRT_SYMBOL(_wcsrev);
wchar_t *_wcslwr(wchar_t *) MSVCRT_SYMBOL(_wcslwr);
wchar_t *_wcsupr(wchar_t *) MSVCRT_SYMBOL(_wcsupr);
int wcsicmp(const wchar_t *, const wchar_t *) MSVCRT_SYMBOL(_wcsicmp);
int wcsnicmp(const wchar_t *, const wchar_t *, size_t) MSVCRT_SYMBOL(_wcsnicmp);
wchar_t *wcsdup(const wchar_t *) MSVCRT_SYMBOL(_wcsdup);
wchar_t *wcslwr(wchar_t *) MSVCRT_SYMBOL(_wcslwr);
wchar_t *wcsupr(wchar_t *) MSVCRT_SYMBOL(_wcsupr);

errno_t wcscpy_s(wchar_t *, rsize_t, const wchar_t *) MSVCRT_SYMBOL(wcscpy_s);
errno_t wcsncpy_s(wchar_t *, rsize_t, const wchar_t *, rsize_t) MSVCRT_SYMBOL(wcsncpy_s);
errno_t wcscat_s(wchar_t *, rsize_t, const wchar_t *) MSVCRT_SYMBOL(wcscat_s);
errno_t wcsncat_s(wchar_t *, rsize_t, const wchar_t *, rsize_t) MSVCRT_SYMBOL(wcsncat_s);
size_t wcsnlen_s(const wchar_t *, size_t) MSVCRT_SYMBOL(wcsnlen_s);
wchar_t *wcstok_s(wchar_t *, const wchar_t *, wchar_t **) MSVCRT_SYMBOL(wcstok_s);
errno_t wmemcpy_s(wchar_t *, rsize_t, const wchar_t *, rsize_t) MSVCRT_SYMBOL(wmemcpy_s);
errno_t wmemmove_s(wchar_t *, rsize_t, const wchar_t *, rsize_t) MSVCRT_SYMBOL(wmemmove_s);
errno_t _wcslwr_s(wchar_t *, size_t) MSVCRT_SYMBOL(_wcslwr_s);
errno_t _wcsupr_s(wchar_t *, size_t) MSVCRT_SYMBOL(_wcsupr_s);
errno_t _wcserror_s(wchar_t *, size_t, int) MSVCRT_SYMBOL(_wcserror_s);

long wcstol(const wchar_t *, wchar_t **, int) MSVCRT_SYMBOL(wcstol);
unsigned long wcstoul(const wchar_t *, wchar_t **, int) MSVCRT_SYMBOL(wcstoul);
__extension__ long long wcstoll(const wchar_t *, wchar_t **, int) MSVCRT_SYMBOL(wcstoll);
__extension__ unsigned long long wcstoull(const wchar_t *, wchar_t **, int) MSVCRT_SYMBOL(wcstoull);
double wcstod(const wchar_t *, wchar_t **) MSVCRT_SYMBOL(wcstod);
float wcstof(const wchar_t *, wchar_t **) MSVCRT_SYMBOL(wcstof);
static __inline long double wcstold(const wchar_t *text, wchar_t **end) { return wcstod(text, end); }
__INT64_TYPE__ _wcstoi64(const wchar_t *, wchar_t **, int) MSVCRT_SYMBOL(wcstoll);
__UINT64_TYPE__ _wcstoui64(const wchar_t *, wchar_t **, int) MSVCRT_SYMBOL(wcstoull);
static __inline int _wtoi(const wchar_t *text) { return (int)wcstol(text, NULL, 10); }
static __inline long _wtol(const wchar_t *text) { return wcstol(text, NULL, 10); }
static __inline __INT64_TYPE__ _wtoi64(const wchar_t *text) { return wcstol(text, NULL, 10); }
static __inline double _wtof(const wchar_t *text) { return wcstod(text, NULL); }
wchar_t *_itow(int, wchar_t *, int) MSVCRT_SYMBOL(_itow);
wchar_t *_ltow(long, wchar_t *, int) MSVCRT_SYMBOL(_ltow);
wchar_t *_ultow(unsigned long, wchar_t *, int) MSVCRT_SYMBOL(_ultow);
wchar_t *_i64tow(__INT64_TYPE__, wchar_t *, int) MSVCRT_SYMBOL(_i64tow);
wchar_t *_ui64tow(__UINT64_TYPE__, wchar_t *, int) MSVCRT_SYMBOL(_ui64tow);
errno_t _itow_s(int, wchar_t *, size_t, int) MSVCRT_SYMBOL(_itow_s);
errno_t _ltow_s(long, wchar_t *, size_t, int) MSVCRT_SYMBOL(_ltow_s);
errno_t _ultow_s(unsigned long, wchar_t *, size_t, int) MSVCRT_SYMBOL(_ultow_s);
errno_t _i64tow_s(__INT64_TYPE__, wchar_t *, size_t, int) MSVCRT_SYMBOL(_i64tow_s);
errno_t _ui64tow_s(__UINT64_TYPE__, wchar_t *, size_t, int) MSVCRT_SYMBOL(_ui64tow_s);

size_t mbrtowc(wchar_t *, const char *, size_t, mbstate_t *) MSVCRT_SYMBOL(mbrtowc);
size_t wcrtomb(char *, wchar_t, mbstate_t *) MSVCRT_SYMBOL(wcrtomb);
size_t mbsrtowcs(wchar_t *, const char **, size_t, mbstate_t *) MSVCRT_SYMBOL(mbsrtowcs);
size_t wcsrtombs(char *, const wchar_t **, size_t, mbstate_t *) MSVCRT_SYMBOL(wcsrtombs);
static __inline size_t wcsxfrm(wchar_t *destination, const wchar_t *source, size_t count)
{
    size_t length = wcslen(source);
    if (count != 0)
        wmemcpy(destination, source, length < count ? length + 1 : count);
    return length;
}

int wprintf(const wchar_t *, ...) MSVCRT_SYMBOL(wprintf);
int fwprintf(FILE *, const wchar_t *, ...) MSVCRT_SYMBOL(fwprintf);
int swprintf(wchar_t *, size_t, const wchar_t *, ...) MSVCRT_SYMBOL(swprintf);
int vwprintf(const wchar_t *, va_list) MSVCRT_SYMBOL(vwprintf);
int vfwprintf(FILE *, const wchar_t *, va_list) MSVCRT_SYMBOL(vfwprintf);
int vswprintf(wchar_t *, size_t, const wchar_t *, va_list) MSVCRT_SYMBOL(vswprintf);
int _snwprintf(wchar_t *, size_t, const wchar_t *, ...) MSVCRT_SYMBOL(_snwprintf);
int _vsnwprintf(wchar_t *, size_t, const wchar_t *, va_list) MSVCRT_SYMBOL(_vsnwprintf);
int _scwprintf(const wchar_t *, ...) MSVCRT_SYMBOL(_scwprintf);
int _vscwprintf(const wchar_t *, va_list) MSVCRT_SYMBOL(_vscwprintf);
int wprintf_s(const wchar_t *, ...) MSVCRT_SYMBOL(wprintf);
int fwprintf_s(FILE *, const wchar_t *, ...) MSVCRT_SYMBOL(fwprintf);
int swprintf_s(wchar_t *, size_t, const wchar_t *, ...) MSVCRT_SYMBOL(swprintf_s);
int vwprintf_s(const wchar_t *, va_list) MSVCRT_SYMBOL(vwprintf);
int vfwprintf_s(FILE *, const wchar_t *, va_list) MSVCRT_SYMBOL(vfwprintf);
int vswprintf_s(wchar_t *, size_t, const wchar_t *, va_list) MSVCRT_SYMBOL(vswprintf_s);
int _snwprintf_s(wchar_t *, size_t, size_t, const wchar_t *, ...) MSVCRT_SYMBOL(_snwprintf_s);
int _vsnwprintf_s(wchar_t *, size_t, size_t, const wchar_t *, va_list) MSVCRT_SYMBOL(_vsnwprintf_s);
int wscanf(const wchar_t *, ...) MSVCRT_SYMBOL(wscanf);
int fwscanf(FILE *, const wchar_t *, ...) MSVCRT_SYMBOL(fwscanf);
int swscanf(const wchar_t *, const wchar_t *, ...) MSVCRT_SYMBOL(swscanf);
int vwscanf(const wchar_t *, va_list) MSVCRT_SYMBOL(vwscanf);
int vfwscanf(FILE *, const wchar_t *, va_list) MSVCRT_SYMBOL(vfwscanf);
int vswscanf(const wchar_t *, const wchar_t *, va_list) MSVCRT_SYMBOL(vswscanf);
int wscanf_s(const wchar_t *, ...) MSVCRT_SYMBOL(wscanf_s);
int fwscanf_s(FILE *, const wchar_t *, ...) MSVCRT_SYMBOL(fwscanf_s);
int swscanf_s(const wchar_t *, const wchar_t *, ...) MSVCRT_SYMBOL(swscanf_s);
int vwscanf_s(const wchar_t *, va_list) MSVCRT_SYMBOL(vwscanf_s);
int vfwscanf_s(FILE *, const wchar_t *, va_list) MSVCRT_SYMBOL(vfwscanf_s);
int vswscanf_s(const wchar_t *, const wchar_t *, va_list) MSVCRT_SYMBOL(vswscanf_s);

wint_t fgetwc(FILE *) MSVCRT_SYMBOL(fgetwc);
wint_t getwc(FILE *) MSVCRT_SYMBOL(fgetwc);
wint_t getwchar(void) MSVCRT_SYMBOL(getwchar);
wint_t ungetwc(wint_t, FILE *) MSVCRT_SYMBOL(ungetwc);
wchar_t *fgetws(wchar_t *, int, FILE *) MSVCRT_SYMBOL(fgetws);
wint_t fputwc(wchar_t, FILE *) MSVCRT_SYMBOL(fputwc);
wint_t putwc(wchar_t, FILE *) MSVCRT_SYMBOL(fputwc);
wint_t putwchar(wchar_t) MSVCRT_SYMBOL(putwchar);
int fputws(const wchar_t *, FILE *) MSVCRT_SYMBOL(fputws);
int _putws(const wchar_t *) MSVCRT_SYMBOL(_putws);
/* A stream is never wide. */
static __inline int fwide(FILE *stream, int mode)
{
    (void)stream;
    return mode;
}

FILE *_wfopen(const wchar_t *, const wchar_t *) MSVCRT_SYMBOL(_wfopen);
errno_t _wfopen_s(FILE **, const wchar_t *, const wchar_t *) MSVCRT_SYMBOL(_wfopen_s);
int _wremove(const wchar_t *) MSVCRT_SYMBOL(_wremove);
int _wunlink(const wchar_t *) MSVCRT_SYMBOL(_wremove);
int _waccess(const wchar_t *, int) MSVCRT_SYMBOL(_waccess);
int _wmkdir(const wchar_t *) MSVCRT_SYMBOL(_wmkdir);
int _wsystem(const wchar_t *) MSVCRT_SYMBOL(_wsystem);
wchar_t *_wgetenv(const wchar_t *) MSVCRT_SYMBOL(_wgetenv);
int _wputenv(const wchar_t *) MSVCRT_SYMBOL(_wputenv);
size_t wcsftime(wchar_t *, size_t, const wchar_t *, const struct tm *) MSVCRT_SYMBOL(wcsftime);

_WS2_END_DECLS

#ifdef __cplusplus
extern "C++" {
template <size_t _Size>
inline errno_t wcscpy_s(wchar_t (&destination)[_Size], const wchar_t *source)
{
    return wcscpy_s(destination, _Size, source);
}
template <size_t _Size>
inline errno_t wcsncpy_s(wchar_t (&destination)[_Size], const wchar_t *source, rsize_t count)
{
    return wcsncpy_s(destination, _Size, source, count);
}
template <size_t _Size>
inline errno_t wcscat_s(wchar_t (&destination)[_Size], const wchar_t *source)
{
    return wcscat_s(destination, _Size, source);
}
template <size_t _Size>
inline errno_t wcsncat_s(wchar_t (&destination)[_Size], const wchar_t *source, rsize_t count)
{
    return wcsncat_s(destination, _Size, source, count);
}
template <size_t _Size>
inline errno_t _wcserror_s(wchar_t (&buffer)[_Size], int code)
{
    return _wcserror_s(buffer, _Size, code);
}
template <size_t _Size>
inline errno_t _itow_s(int value, wchar_t (&buffer)[_Size], int radix)
{
    return _itow_s(value, buffer, _Size, radix);
}
template <size_t _Size>
inline int vswprintf_s(wchar_t (&buffer)[_Size], const wchar_t *format, va_list arguments)
{
    return vswprintf_s(buffer, _Size, format, arguments);
}
template <size_t _Size>
inline int swprintf_s(wchar_t (&buffer)[_Size], const wchar_t *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int result = vswprintf_s(buffer, _Size, format, arguments);
    va_end(arguments);
    return result;
}
template <size_t _Size>
inline int _vsnwprintf_s(wchar_t (&buffer)[_Size], size_t count, const wchar_t *format, va_list arguments)
{
    return _vsnwprintf_s(buffer, _Size, count, format, arguments);
}
template <size_t _Size>
inline int _snwprintf_s(wchar_t (&buffer)[_Size], size_t count, const wchar_t *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int result = _vsnwprintf_s(buffer, _Size, count, format, arguments);
    va_end(arguments);
    return result;
}
/* The form without a size, from before C99. */
inline int vswprintf(wchar_t *buffer, const wchar_t *format, va_list arguments)
{
    return vswprintf(buffer, (size_t)0x7fffffff, format, arguments);
}
inline int swprintf(wchar_t *buffer, const wchar_t *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int result = vswprintf(buffer, (size_t)0x7fffffff, format, arguments);
    va_end(arguments);
    return result;
}
}
#endif

#endif
#endif
