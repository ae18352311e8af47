/* Microsoft's <string.h>: the C library's, the bounded functions, and comparison without case. */
#pragma GCC system_header
#ifndef _MSVCRT_STRING_H
#define _MSVCRT_STRING_H

#include <_msvcrt.h>

#ifdef _MSVCRT_HIDE_POSIX
#define strsep _libc_strsep
#define strchrnul _libc_strchrnul
#define memmem _libc_memmem
#define rawmemchr _libc_rawmemchr
#define strfry _libc_strfry
#define memfrob _libc_memfrob
#define strverscmp _libc_strverscmp
#endif
#include_next <string.h>
#ifdef _MSVCRT_HIDE_POSIX
#undef strsep
#undef strchrnul
#undef memmem
#undef rawmemchr
#undef strfry
#undef memfrob
#undef strverscmp
#endif

_WS2_BEGIN_DECLS

errno_t strcpy_s(char *, rsize_t, const char *) MSVCRT_SYMBOL(strcpy_s);
errno_t strncpy_s(char *, rsize_t, const char *, rsize_t) MSVCRT_SYMBOL(strncpy_s);
errno_t strcat_s(char *, rsize_t, const char *) MSVCRT_SYMBOL(strcat_s);
errno_t strncat_s(char *, rsize_t, const char *, rsize_t) MSVCRT_SYMBOL(strncat_s);
size_t strnlen_s(const char *, size_t) MSVCRT_SYMBOL(strnlen_s);
char *strtok_s(char *, const char *, char **) MSVCRT_SYMBOL(strtok_s);
errno_t memcpy_s(void *, rsize_t, const void *, rsize_t) MSVCRT_SYMBOL(memcpy_s);
errno_t memmove_s(void *, rsize_t, const void *, rsize_t) MSVCRT_SYMBOL(memmove_s);
errno_t strerror_s(char *, size_t, int) MSVCRT_SYMBOL(strerror_s);
char *_strerror(const char *) MSVCRT_SYMBOL(_strerror);
errno_t _strlwr_s(char *, size_t) MSVCRT_SYMBOL(_strlwr_s);
errno_t _strupr_s(char *, size_t) MSVCRT_SYMBOL(_strupr_s);

int _stricmp(const char *, const char *) _MSVCRT_LIBC(strcasecmp);
int _strnicmp(const char *, const char *, size_t) _MSVCRT_LIBC(strncasecmp);
int _strcmpi(const char *, const char *) _MSVCRT_LIBC(strcasecmp);
int _stricoll(const char *, const char *) _MSVCRT_LIBC(strcasecmp);
char *_strdup(const char *) _MSVCRT_LIBC(strdup);
char *_strlwr(char *) MSVCRT_SYMBOL(_strlwr);
char *_strupr(char *) MSVCRT_SYMBOL(_strupr);
void *_memccpy(void *, const void *, int, size_t) _MSVCRT_LIBC(memccpy);

/* The same without the underscore. */
int stricmp(const char *, const char *) _MSVCRT_LIBC(strcasecmp);
int strnicmp(const char *, const char *, size_t) _MSVCRT_LIBC(strncasecmp);
int strcmpi(const char *, const char *) _MSVCRT_LIBC(strcasecmp);
char *strlwr(char *) MSVCRT_SYMBOL(_strlwr);
char *strupr(char *) MSVCRT_SYMBOL(_strupr);

static __inline int _memicmp(const void *a, const void *b, size_t count)
{
    const unsigned char *left = (const unsigned char *)a, *right = (const unsigned char *)b;
    size_t at;
    for (at = 0; at < count; at++) {
        int l = left[at] >= 'A' && left[at] <= 'Z' ? left[at] + 32 : left[at];
        int r = right[at] >= 'A' && right[at] <= 'Z' ? right[at] + 32 : right[at];
        if (l != r)
            return l - r;
    }
    return 0;
}
static __inline char *_strrev(char *text)
{
    size_t from = 0, to = strlen(text);
    while (from + 1 < to) {
        char swapped = text[from];
        text[from++] = text[--to];
        text[to] = swapped;
    }
    return text;
}
static __inline char *_strset(char *text, int character)
{
    return (char *)memset(text, character, strlen(text));
}
static __inline char *_strnset(char *text, int character, size_t count)
{
    return (char *)memset(text, character, strnlen_s(text, count));
}

_WS2_END_DECLS

#define strrev _strrev
#define strset _strset
#define strnset _strnset
#define memicmp _memicmp

#ifdef __cplusplus
extern "C++" {
template <size_t _Size>
inline errno_t strcpy_s(char (&destination)[_Size], const char *source)
{
    return strcpy_s(destination, _Size, source);
}
template <size_t _Size>
inline errno_t strncpy_s(char (&destination)[_Size], const char *source, rsize_t count)
{
    return strncpy_s(destination, _Size, source, count);
}
template <size_t _Size>
inline errno_t strcat_s(char (&destination)[_Size], const char *source)
{
    return strcat_s(destination, _Size, source);
}
template <size_t _Size>
inline errno_t strncat_s(char (&destination)[_Size], const char *source, rsize_t count)
{
    return strncat_s(destination, _Size, source, count);
}
template <size_t _Size>
inline errno_t strerror_s(char (&buffer)[_Size], int code)
{
    return strerror_s(buffer, _Size, code);
}
template <size_t _Size>
inline errno_t _strlwr_s(char (&text)[_Size])
{
    return _strlwr_s(text, _Size);
}
template <size_t _Size>
inline errno_t _strupr_s(char (&text)[_Size])
{
    return _strupr_s(text, _Size);
}
}
#endif

#include <wchar.h>

#endif
