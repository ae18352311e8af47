/* What the C part and the Rust part of the C run time call of each other.
 *
 * Rust cannot define functions with `...`, so each such function is here: it makes a va_list and calls
 * the `v` function of the same family, which is Rust. A va_list parameter is a pointer on the machines
 * supported (a decayed array on x86_64, a reference to a copy on aarch64), which is how Rust takes it. */
#ifndef MSVCRT_VARIADIC_H
#define MSVCRT_VARIADIC_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef uint16_t wide;

/* Calls `call`, an expression that may use the va_list `list` of the arguments after `last`. */
#define WITH_ARGUMENTS(last, call)                                                                       \
    va_list list;                                                                                        \
    va_start(list, last);                                                                                \
    int result = (call);                                                                                 \
    va_end(list);                                                                                        \
    return result

int msvcrt_vprintf(const char *, va_list);
int msvcrt_vfprintf(FILE *, const char *, va_list);
int msvcrt_vsprintf(char *, const char *, va_list);
int msvcrt_vsnprintf(char *, size_t, const char *, va_list);
int msvcrt__vsnprintf(char *, size_t, const char *, va_list);
int msvcrt_vsprintf_s(char *, size_t, const char *, va_list);
int msvcrt__vsnprintf_s(char *, size_t, size_t, const char *, va_list);
int msvcrt__vscprintf(const char *, va_list);
int msvcrt_vwprintf(const wide *, va_list);
int msvcrt_vfwprintf(FILE *, const wide *, va_list);
int msvcrt_vswprintf(wide *, size_t, const wide *, va_list);
int msvcrt__vsnwprintf(wide *, size_t, const wide *, va_list);
int msvcrt_vswprintf_s(wide *, size_t, const wide *, va_list);
int msvcrt__vsnwprintf_s(wide *, size_t, size_t, const wide *, va_list);
int msvcrt__vscwprintf(const wide *, va_list);
int ws2_32_wvsprintfA(char *, const char *, va_list);
int ws2_32_wvsprintfW(wide *, const wide *, va_list);

int msvcrt_vscanf(const char *, va_list);
int msvcrt_vfscanf(FILE *, const char *, va_list);
int msvcrt_vsscanf(const char *, const char *, va_list);
int msvcrt_vwscanf(const wide *, va_list);
int msvcrt_vfwscanf(FILE *, const wide *, va_list);
int msvcrt_vswscanf(const wide *, const wide *, va_list);
int msvcrt_vscanf_s(const char *, va_list);
int msvcrt_vfscanf_s(FILE *, const char *, va_list);
int msvcrt_vsscanf_s(const char *, const char *, va_list);
int msvcrt_vwscanf_s(const wide *, va_list);
int msvcrt_vfwscanf_s(FILE *, const wide *, va_list);
int msvcrt_vswscanf_s(const wide *, const wide *, va_list);

#endif
