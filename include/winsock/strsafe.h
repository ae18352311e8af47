/* Microsoft's <strsafe.h>: string functions that always terminate and say whether the text fitted. */
#pragma GCC system_header
#ifndef _STRSAFE_H_INCLUDED_
#define _STRSAFE_H_INCLUDED_

#include <_msvcrt.h>
#include <_winsock_types.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>
#include <winerror.h>

#define STRSAFE_MAX_CCH 2147483647
#define STRSAFE_MAX_LENGTH (STRSAFE_MAX_CCH - 1)
#define STRSAFE_IGNORE_NULLS 0x00000100
#define STRSAFE_FILL_BEHIND_NULL 0x00000200
#define STRSAFE_FILL_ON_FAILURE 0x00000400
#define STRSAFE_NULL_ON_FAILURE 0x00000800
#define STRSAFE_NO_TRUNCATION 0x00001000
#define STRSAFE_FILL_BYTE(byte) ((DWORD)(((byte)&0x000000FF) | STRSAFE_FILL_BEHIND_NULL))
#define STRSAFE_FAILURE_BYTE(byte) ((DWORD)(((byte)&0x000000FF) | STRSAFE_FILL_ON_FAILURE))
#define STRSAFE_E_INSUFFICIENT_BUFFER ((HRESULT)0x8007007A)
#define STRSAFE_E_INVALID_PARAMETER ((HRESULT)0x80070057)
#define STRSAFE_E_END_OF_FILE ((HRESULT)0x80070026)

_WS2_BEGIN_DECLS

/* Narrow text. */
static __inline HRESULT _msvcrt_StringEndA(HRESULT result, char *to, size_t size, size_t length, char **end, size_t *left,
                                            unsigned flags)
{
    if (result != S_OK && (flags & (STRSAFE_NULL_ON_FAILURE | STRSAFE_NO_TRUNCATION)))
        to[length = 0] = 0;
    if (flags & (result == S_OK ? STRSAFE_FILL_BEHIND_NULL : STRSAFE_FILL_ON_FAILURE)) {
        size_t at = result == S_OK ? length + 1 : 0;
        memset(to + at, (int)(flags & 0xff), (size - at) * sizeof(char));
        if (result != S_OK) {
            to[size - 1] = 0;
            length = size - 1;
        }
    }
    if (end)
        *end = to + length;
    if (left)
        *left = size - length;
    return result;
}
static __inline HRESULT _msvcrt_StringCopyA(char *to, size_t size, const char *from, size_t count, char **end, size_t *left,
                                             unsigned flags)
{
    HRESULT result = S_OK;
    size_t at = 0;
    if (size == 0 || size > STRSAFE_MAX_CCH)
        return STRSAFE_E_INVALID_PARAMETER;
    if (!from && (flags & STRSAFE_IGNORE_NULLS))
        from = "";
    if (!to || !from)
        return STRSAFE_E_INVALID_PARAMETER;
    for (; at < count && from[at]; at++) {
        if (at + 1 == size) {
            result = STRSAFE_E_INSUFFICIENT_BUFFER;
            break;
        }
        to[at] = from[at];
    }
    to[at] = 0;
    return _msvcrt_StringEndA(result, to, size, at, end, left, flags);
}
static __inline HRESULT _msvcrt_StringAppendA(char *to, size_t size, const char *from, size_t count, char **end,
                                               size_t *left, unsigned flags)
{
    size_t used = 0;
    if (!to || size == 0 || size > STRSAFE_MAX_CCH)
        return STRSAFE_E_INVALID_PARAMETER;
    while (used < size && to[used])
        used++;
    if (used == size)
        return STRSAFE_E_INVALID_PARAMETER;
    return _msvcrt_StringCopyA(to + used, size - used, from, count, end, left, flags);
}
static __inline HRESULT _msvcrt_StringPrintA(char *to, size_t size, char **end, size_t *left, unsigned flags,
                                              const char *format, va_list arguments)
{
    HRESULT result = S_OK;
    int length;
    if (!format && (flags & STRSAFE_IGNORE_NULLS))
        format = "";
    if (!to || size == 0 || size > STRSAFE_MAX_CCH || !format)
        return STRSAFE_E_INVALID_PARAMETER;
    length = _vsnprintf(to, size, format, arguments);
    if (length < 0 || (size_t)length >= size) {
        to[size - 1] = 0;
        result = STRSAFE_E_INSUFFICIENT_BUFFER;
        length = (int)(size - 1);
    }
    return _msvcrt_StringEndA(result, to, size, (size_t)length, end, left, flags);
}
static __inline HRESULT StringCchLengthA(const char *text, size_t size, size_t *length)
{
    size_t at = 0;
    while (text && at < size && text[at])
        at++;
    if (length)
        *length = 0;
    if (!text || at == size || size > STRSAFE_MAX_CCH)
        return STRSAFE_E_INVALID_PARAMETER;
    if (length)
        *length = at;
    return S_OK;
}
static __inline HRESULT StringCbLengthA(const char *text, size_t bytes, size_t *length)
{
    HRESULT result = StringCchLengthA(text, bytes / sizeof(char), length);
    if (length)
        *length *= sizeof(char);
    return result;
}
static __inline HRESULT StringCchCopyA(char *to, size_t size, const char *from)
{
    return _msvcrt_StringCopyA(to, size, from, (size_t)-1, NULL, NULL, 0);
}
static __inline HRESULT StringCchCopyExA(char *to, size_t size, const char *from, char **end, size_t *left,
                                      DWORD flags)
{
    return _msvcrt_StringCopyA(to, size, from, (size_t)-1, end, left, flags);
}
static __inline HRESULT StringCchCopyNA(char *to, size_t size, const char *from, size_t count)
{
    return _msvcrt_StringCopyA(to, size, from, count, NULL, NULL, 0);
}
static __inline HRESULT StringCchCopyNExA(char *to, size_t size, const char *from, size_t count, char **end, size_t *left,
                                      DWORD flags)
{
    return _msvcrt_StringCopyA(to, size, from, count, end, left, flags);
}
static __inline HRESULT StringCchCatA(char *to, size_t size, const char *from)
{
    return _msvcrt_StringAppendA(to, size, from, (size_t)-1, NULL, NULL, 0);
}
static __inline HRESULT StringCchCatExA(char *to, size_t size, const char *from, char **end, size_t *left,
                                      DWORD flags)
{
    return _msvcrt_StringAppendA(to, size, from, (size_t)-1, end, left, flags);
}
static __inline HRESULT StringCchCatNA(char *to, size_t size, const char *from, size_t count)
{
    return _msvcrt_StringAppendA(to, size, from, count, NULL, NULL, 0);
}
static __inline HRESULT StringCchCatNExA(char *to, size_t size, const char *from, size_t count, char **end, size_t *left,
                                      DWORD flags)
{
    return _msvcrt_StringAppendA(to, size, from, count, end, left, flags);
}
static __inline HRESULT StringCchVPrintfA(char *to, size_t size, const char *format, va_list arguments)
{
    return _msvcrt_StringPrintA(to, size, NULL, NULL, 0, format, arguments);
}
static __inline HRESULT StringCchPrintfA(char *to, size_t size, const char *format, ...)
{
    HRESULT result;
    va_list arguments;
    va_start(arguments, format);
    result = _msvcrt_StringPrintA(to, size, NULL, NULL, 0, format, arguments);
    va_end(arguments);
    return result;
}
static __inline HRESULT StringCchVPrintfExA(char *to, size_t size, char **end, size_t *left, DWORD flags,
                                          const char *format, va_list arguments)
{
    HRESULT result = _msvcrt_StringPrintA(to, size, end, left, flags, format, arguments);
    return result;
}
static __inline HRESULT StringCchPrintfExA(char *to, size_t size, char **end, size_t *left, DWORD flags,
                                         const char *format, ...)
{
    HRESULT result;
    va_list arguments;
    va_start(arguments, format);
    result = StringCchVPrintfExA(to, size, end, left, flags, format, arguments);
    va_end(arguments);
    return result;
}
static __inline HRESULT StringCbCopyA(char *to, size_t size, const char *from)
{
    return _msvcrt_StringCopyA(to, size / sizeof(char), from, (size_t)-1, NULL, NULL, 0);
}
static __inline HRESULT StringCbCopyExA(char *to, size_t size, const char *from, char **end, size_t *left,
                                      DWORD flags)
{
    HRESULT result = _msvcrt_StringCopyA(to, size / sizeof(char), from, (size_t)-1, end, left, flags);
    if (left)
        *left *= sizeof(char);
    return result;
}
static __inline HRESULT StringCbCopyNA(char *to, size_t size, const char *from, size_t count)
{
    return _msvcrt_StringCopyA(to, size / sizeof(char), from, count / sizeof(char), NULL, NULL, 0);
}
static __inline HRESULT StringCbCopyNExA(char *to, size_t size, const char *from, size_t count, char **end, size_t *left,
                                      DWORD flags)
{
    HRESULT result = _msvcrt_StringCopyA(to, size / sizeof(char), from, count / sizeof(char), end, left, flags);
    if (left)
        *left *= sizeof(char);
    return result;
}
static __inline HRESULT StringCbCatA(char *to, size_t size, const char *from)
{
    return _msvcrt_StringAppendA(to, size / sizeof(char), from, (size_t)-1, NULL, NULL, 0);
}
static __inline HRESULT StringCbCatExA(char *to, size_t size, const char *from, char **end, size_t *left,
                                      DWORD flags)
{
    HRESULT result = _msvcrt_StringAppendA(to, size / sizeof(char), from, (size_t)-1, end, left, flags);
    if (left)
        *left *= sizeof(char);
    return result;
}
static __inline HRESULT StringCbCatNA(char *to, size_t size, const char *from, size_t count)
{
    return _msvcrt_StringAppendA(to, size / sizeof(char), from, count / sizeof(char), NULL, NULL, 0);
}
static __inline HRESULT StringCbCatNExA(char *to, size_t size, const char *from, size_t count, char **end, size_t *left,
                                      DWORD flags)
{
    HRESULT result = _msvcrt_StringAppendA(to, size / sizeof(char), from, count / sizeof(char), end, left, flags);
    if (left)
        *left *= sizeof(char);
    return result;
}
static __inline HRESULT StringCbVPrintfA(char *to, size_t size, const char *format, va_list arguments)
{
    return _msvcrt_StringPrintA(to, size / sizeof(char), NULL, NULL, 0, format, arguments);
}
static __inline HRESULT StringCbPrintfA(char *to, size_t size, const char *format, ...)
{
    HRESULT result;
    va_list arguments;
    va_start(arguments, format);
    result = _msvcrt_StringPrintA(to, size / sizeof(char), NULL, NULL, 0, format, arguments);
    va_end(arguments);
    return result;
}
static __inline HRESULT StringCbVPrintfExA(char *to, size_t size, char **end, size_t *left, DWORD flags,
                                          const char *format, va_list arguments)
{
    HRESULT result = _msvcrt_StringPrintA(to, size / sizeof(char), end, left, flags, format, arguments);
    if (left)
        *left *= sizeof(char);
    return result;
}
static __inline HRESULT StringCbPrintfExA(char *to, size_t size, char **end, size_t *left, DWORD flags,
                                         const char *format, ...)
{
    HRESULT result;
    va_list arguments;
    va_start(arguments, format);
    result = StringCbVPrintfExA(to, size, end, left, flags, format, arguments);
    va_end(arguments);
    return result;
}
/* One line of standard input, without its end. */
static __inline HRESULT StringCchGetsA(char *to, size_t size)
{
    size_t length = 0;
    size_t count = size;
    if (!to || count < 2 || count > STRSAFE_MAX_CCH)
        return STRSAFE_E_INVALID_PARAMETER;
    if (!fgets(to, (int)count, stdin)) {
        to[0] = 0;
        return STRSAFE_E_END_OF_FILE;
    }
    while (to[length])
        length++;
    if (length > 0 && to[length - 1] == '\n')
        to[length - 1] = 0;
    else if (length + 1 == count)
        return STRSAFE_E_INSUFFICIENT_BUFFER;
    return S_OK;
}
/* One line of standard input, without its end. */
static __inline HRESULT StringCbGetsA(char *to, size_t size)
{
    size_t length = 0;
    size_t count = size / sizeof(char);
    if (!to || count < 2 || count > STRSAFE_MAX_CCH)
        return STRSAFE_E_INVALID_PARAMETER;
    if (!fgets(to, (int)count, stdin)) {
        to[0] = 0;
        return STRSAFE_E_END_OF_FILE;
    }
    while (to[length])
        length++;
    if (length > 0 && to[length - 1] == '\n')
        to[length - 1] = 0;
    else if (length + 1 == count)
        return STRSAFE_E_INSUFFICIENT_BUFFER;
    return S_OK;
}

#ifdef _MSVCRT_WIDE

/* Wide text. */
static __inline HRESULT _msvcrt_StringEndW(HRESULT result, wchar_t *to, size_t size, size_t length, wchar_t **end, size_t *left,
                                            unsigned flags)
{
    if (result != S_OK && (flags & (STRSAFE_NULL_ON_FAILURE | STRSAFE_NO_TRUNCATION)))
        to[length = 0] = 0;
    if (flags & (result == S_OK ? STRSAFE_FILL_BEHIND_NULL : STRSAFE_FILL_ON_FAILURE)) {
        size_t at = result == S_OK ? length + 1 : 0;
        memset(to + at, (int)(flags & 0xff), (size - at) * sizeof(wchar_t));
        if (result != S_OK) {
            to[size - 1] = 0;
            length = size - 1;
        }
    }
    if (end)
        *end = to + length;
    if (left)
        *left = size - length;
    return result;
}
static __inline HRESULT _msvcrt_StringCopyW(wchar_t *to, size_t size, const wchar_t *from, size_t count, wchar_t **end, size_t *left,
                                             unsigned flags)
{
    HRESULT result = S_OK;
    size_t at = 0;
    if (size == 0 || size > STRSAFE_MAX_CCH)
        return STRSAFE_E_INVALID_PARAMETER;
    if (!from && (flags & STRSAFE_IGNORE_NULLS))
        from = L"";
    if (!to || !from)
        return STRSAFE_E_INVALID_PARAMETER;
    for (; at < count && from[at]; at++) {
        if (at + 1 == size) {
            result = STRSAFE_E_INSUFFICIENT_BUFFER;
            break;
        }
        to[at] = from[at];
    }
    to[at] = 0;
    return _msvcrt_StringEndW(result, to, size, at, end, left, flags);
}
static __inline HRESULT _msvcrt_StringAppendW(wchar_t *to, size_t size, const wchar_t *from, size_t count, wchar_t **end,
                                               size_t *left, unsigned flags)
{
    size_t used = 0;
    if (!to || size == 0 || size > STRSAFE_MAX_CCH)
        return STRSAFE_E_INVALID_PARAMETER;
    while (used < size && to[used])
        used++;
    if (used == size)
        return STRSAFE_E_INVALID_PARAMETER;
    return _msvcrt_StringCopyW(to + used, size - used, from, count, end, left, flags);
}
static __inline HRESULT _msvcrt_StringPrintW(wchar_t *to, size_t size, wchar_t **end, size_t *left, unsigned flags,
                                              const wchar_t *format, va_list arguments)
{
    HRESULT result = S_OK;
    int length;
    if (!format && (flags & STRSAFE_IGNORE_NULLS))
        format = L"";
    if (!to || size == 0 || size > STRSAFE_MAX_CCH || !format)
        return STRSAFE_E_INVALID_PARAMETER;
    length = _vsnwprintf(to, size, format, arguments);
    if (length < 0 || (size_t)length >= size) {
        to[size - 1] = 0;
        result = STRSAFE_E_INSUFFICIENT_BUFFER;
        length = (int)(size - 1);
    }
    return _msvcrt_StringEndW(result, to, size, (size_t)length, end, left, flags);
}
static __inline HRESULT StringCchLengthW(const wchar_t *text, size_t size, size_t *length)
{
    size_t at = 0;
    while (text && at < size && text[at])
        at++;
    if (length)
        *length = 0;
    if (!text || at == size || size > STRSAFE_MAX_CCH)
        return STRSAFE_E_INVALID_PARAMETER;
    if (length)
        *length = at;
    return S_OK;
}
static __inline HRESULT StringCbLengthW(const wchar_t *text, size_t bytes, size_t *length)
{
    HRESULT result = StringCchLengthW(text, bytes / sizeof(wchar_t), length);
    if (length)
        *length *= sizeof(wchar_t);
    return result;
}
static __inline HRESULT StringCchCopyW(wchar_t *to, size_t size, const wchar_t *from)
{
    return _msvcrt_StringCopyW(to, size, from, (size_t)-1, NULL, NULL, 0);
}
static __inline HRESULT StringCchCopyExW(wchar_t *to, size_t size, const wchar_t *from, wchar_t **end, size_t *left,
                                      DWORD flags)
{
    return _msvcrt_StringCopyW(to, size, from, (size_t)-1, end, left, flags);
}
static __inline HRESULT StringCchCopyNW(wchar_t *to, size_t size, const wchar_t *from, size_t count)
{
    return _msvcrt_StringCopyW(to, size, from, count, NULL, NULL, 0);
}
static __inline HRESULT StringCchCopyNExW(wchar_t *to, size_t size, const wchar_t *from, size_t count, wchar_t **end, size_t *left,
                                      DWORD flags)
{
    return _msvcrt_StringCopyW(to, size, from, count, end, left, flags);
}
static __inline HRESULT StringCchCatW(wchar_t *to, size_t size, const wchar_t *from)
{
    return _msvcrt_StringAppendW(to, size, from, (size_t)-1, NULL, NULL, 0);
}
static __inline HRESULT StringCchCatExW(wchar_t *to, size_t size, const wchar_t *from, wchar_t **end, size_t *left,
                                      DWORD flags)
{
    return _msvcrt_StringAppendW(to, size, from, (size_t)-1, end, left, flags);
}
static __inline HRESULT StringCchCatNW(wchar_t *to, size_t size, const wchar_t *from, size_t count)
{
    return _msvcrt_StringAppendW(to, size, from, count, NULL, NULL, 0);
}
static __inline HRESULT StringCchCatNExW(wchar_t *to, size_t size, const wchar_t *from, size_t count, wchar_t **end, size_t *left,
                                      DWORD flags)
{
    return _msvcrt_StringAppendW(to, size, from, count, end, left, flags);
}
static __inline HRESULT StringCchVPrintfW(wchar_t *to, size_t size, const wchar_t *format, va_list arguments)
{
    return _msvcrt_StringPrintW(to, size, NULL, NULL, 0, format, arguments);
}
static __inline HRESULT StringCchPrintfW(wchar_t *to, size_t size, const wchar_t *format, ...)
{
    HRESULT result;
    va_list arguments;
    va_start(arguments, format);
    result = _msvcrt_StringPrintW(to, size, NULL, NULL, 0, format, arguments);
    va_end(arguments);
    return result;
}
static __inline HRESULT StringCchVPrintfExW(wchar_t *to, size_t size, wchar_t **end, size_t *left, DWORD flags,
                                          const wchar_t *format, va_list arguments)
{
    HRESULT result = _msvcrt_StringPrintW(to, size, end, left, flags, format, arguments);
    return result;
}
static __inline HRESULT StringCchPrintfExW(wchar_t *to, size_t size, wchar_t **end, size_t *left, DWORD flags,
                                         const wchar_t *format, ...)
{
    HRESULT result;
    va_list arguments;
    va_start(arguments, format);
    result = StringCchVPrintfExW(to, size, end, left, flags, format, arguments);
    va_end(arguments);
    return result;
}
static __inline HRESULT StringCbCopyW(wchar_t *to, size_t size, const wchar_t *from)
{
    return _msvcrt_StringCopyW(to, size / sizeof(wchar_t), from, (size_t)-1, NULL, NULL, 0);
}
static __inline HRESULT StringCbCopyExW(wchar_t *to, size_t size, const wchar_t *from, wchar_t **end, size_t *left,
                                      DWORD flags)
{
    HRESULT result = _msvcrt_StringCopyW(to, size / sizeof(wchar_t), from, (size_t)-1, end, left, flags);
    if (left)
        *left *= sizeof(wchar_t);
    return result;
}
static __inline HRESULT StringCbCopyNW(wchar_t *to, size_t size, const wchar_t *from, size_t count)
{
    return _msvcrt_StringCopyW(to, size / sizeof(wchar_t), from, count / sizeof(wchar_t), NULL, NULL, 0);
}
static __inline HRESULT StringCbCopyNExW(wchar_t *to, size_t size, const wchar_t *from, size_t count, wchar_t **end, size_t *left,
                                      DWORD flags)
{
    HRESULT result = _msvcrt_StringCopyW(to, size / sizeof(wchar_t), from, count / sizeof(wchar_t), end, left, flags);
    if (left)
        *left *= sizeof(wchar_t);
    return result;
}
static __inline HRESULT StringCbCatW(wchar_t *to, size_t size, const wchar_t *from)
{
    return _msvcrt_StringAppendW(to, size / sizeof(wchar_t), from, (size_t)-1, NULL, NULL, 0);
}
static __inline HRESULT StringCbCatExW(wchar_t *to, size_t size, const wchar_t *from, wchar_t **end, size_t *left,
                                      DWORD flags)
{
    HRESULT result = _msvcrt_StringAppendW(to, size / sizeof(wchar_t), from, (size_t)-1, end, left, flags);
    if (left)
        *left *= sizeof(wchar_t);
    return result;
}
static __inline HRESULT StringCbCatNW(wchar_t *to, size_t size, const wchar_t *from, size_t count)
{
    return _msvcrt_StringAppendW(to, size / sizeof(wchar_t), from, count / sizeof(wchar_t), NULL, NULL, 0);
}
static __inline HRESULT StringCbCatNExW(wchar_t *to, size_t size, const wchar_t *from, size_t count, wchar_t **end, size_t *left,
                                      DWORD flags)
{
    HRESULT result = _msvcrt_StringAppendW(to, size / sizeof(wchar_t), from, count / sizeof(wchar_t), end, left, flags);
    if (left)
        *left *= sizeof(wchar_t);
    return result;
}
static __inline HRESULT StringCbVPrintfW(wchar_t *to, size_t size, const wchar_t *format, va_list arguments)
{
    return _msvcrt_StringPrintW(to, size / sizeof(wchar_t), NULL, NULL, 0, format, arguments);
}
static __inline HRESULT StringCbPrintfW(wchar_t *to, size_t size, const wchar_t *format, ...)
{
    HRESULT result;
    va_list arguments;
    va_start(arguments, format);
    result = _msvcrt_StringPrintW(to, size / sizeof(wchar_t), NULL, NULL, 0, format, arguments);
    va_end(arguments);
    return result;
}
static __inline HRESULT StringCbVPrintfExW(wchar_t *to, size_t size, wchar_t **end, size_t *left, DWORD flags,
                                          const wchar_t *format, va_list arguments)
{
    HRESULT result = _msvcrt_StringPrintW(to, size / sizeof(wchar_t), end, left, flags, format, arguments);
    if (left)
        *left *= sizeof(wchar_t);
    return result;
}
static __inline HRESULT StringCbPrintfExW(wchar_t *to, size_t size, wchar_t **end, size_t *left, DWORD flags,
                                         const wchar_t *format, ...)
{
    HRESULT result;
    va_list arguments;
    va_start(arguments, format);
    result = StringCbVPrintfExW(to, size, end, left, flags, format, arguments);
    va_end(arguments);
    return result;
}
/* One line of standard input, without its end. */
static __inline HRESULT StringCchGetsW(wchar_t *to, size_t size)
{
    size_t length = 0;
    size_t count = size;
    if (!to || count < 2 || count > STRSAFE_MAX_CCH)
        return STRSAFE_E_INVALID_PARAMETER;
    if (!fgetws(to, (int)count, stdin)) {
        to[0] = 0;
        return STRSAFE_E_END_OF_FILE;
    }
    while (to[length])
        length++;
    if (length > 0 && to[length - 1] == '\n')
        to[length - 1] = 0;
    else if (length + 1 == count)
        return STRSAFE_E_INSUFFICIENT_BUFFER;
    return S_OK;
}
/* One line of standard input, without its end. */
static __inline HRESULT StringCbGetsW(wchar_t *to, size_t size)
{
    size_t length = 0;
    size_t count = size / sizeof(wchar_t);
    if (!to || count < 2 || count > STRSAFE_MAX_CCH)
        return STRSAFE_E_INVALID_PARAMETER;
    if (!fgetws(to, (int)count, stdin)) {
        to[0] = 0;
        return STRSAFE_E_END_OF_FILE;
    }
    while (to[length])
        length++;
    if (length > 0 && to[length - 1] == '\n')
        to[length - 1] = 0;
    else if (length + 1 == count)
        return STRSAFE_E_INSUFFICIENT_BUFFER;
    return S_OK;
}
#endif

_WS2_END_DECLS

#define StringCchCopy _WS2_AW(StringCchCopy)
#define StringCchCopyEx _WS2_AW(StringCchCopyEx)
#define StringCchCopyN _WS2_AW(StringCchCopyN)
#define StringCchCopyNEx _WS2_AW(StringCchCopyNEx)
#define StringCchCat _WS2_AW(StringCchCat)
#define StringCchCatEx _WS2_AW(StringCchCatEx)
#define StringCchCatN _WS2_AW(StringCchCatN)
#define StringCchCatNEx _WS2_AW(StringCchCatNEx)
#define StringCchVPrintf _WS2_AW(StringCchVPrintf)
#define StringCchPrintf _WS2_AW(StringCchPrintf)
#define StringCchVPrintfEx _WS2_AW(StringCchVPrintfEx)
#define StringCchPrintfEx _WS2_AW(StringCchPrintfEx)
#define StringCchLength _WS2_AW(StringCchLength)
#define StringCchGets _WS2_AW(StringCchGets)
#define StringCbCopy _WS2_AW(StringCbCopy)
#define StringCbCopyEx _WS2_AW(StringCbCopyEx)
#define StringCbCopyN _WS2_AW(StringCbCopyN)
#define StringCbCopyNEx _WS2_AW(StringCbCopyNEx)
#define StringCbCat _WS2_AW(StringCbCat)
#define StringCbCatEx _WS2_AW(StringCbCatEx)
#define StringCbCatN _WS2_AW(StringCbCatN)
#define StringCbCatNEx _WS2_AW(StringCbCatNEx)
#define StringCbVPrintf _WS2_AW(StringCbVPrintf)
#define StringCbPrintf _WS2_AW(StringCbPrintf)
#define StringCbVPrintfEx _WS2_AW(StringCbVPrintfEx)
#define StringCbPrintfEx _WS2_AW(StringCbPrintfEx)
#define StringCbLength _WS2_AW(StringCbLength)
#define StringCbGets _WS2_AW(StringCbGets)

#endif
