/* Microsoft's <stdio.h>: the printf and scanf families have Microsoft's meaning of their formats. */
#pragma GCC system_header
#ifndef _MSVCRT_STDIO_H
#define _MSVCRT_STDIO_H

#include <_msvcrt.h>

#define STDIN_FILENO 0
#define STDOUT_FILENO 1
#define STDERR_FILENO 2

#define printf _libc_printf
#define fprintf _libc_fprintf
#define sprintf _libc_sprintf
#define snprintf _libc_snprintf
#define vprintf _libc_vprintf
#define vfprintf _libc_vfprintf
#define vsprintf _libc_vsprintf
#define vsnprintf _libc_vsnprintf
#define scanf _libc_scanf
#define fscanf _libc_fscanf
#define sscanf _libc_sscanf
#define vscanf _libc_vscanf
#define vfscanf _libc_vfscanf
#define vsscanf _libc_vsscanf
#define gets _libc_gets
#define fopen _libc_fopen
#define freopen _libc_freopen
#define fpos_t _libc_fpos_t
#define fgetpos _libc_fgetpos
#define fsetpos _libc_fsetpos
#ifdef _MSVCRT_HIDE_POSIX
#define getline _libc_getline
#define getdelim _libc_getdelim
#define asprintf _libc_asprintf
#define vasprintf _libc_vasprintf
#define dprintf _libc_dprintf
#define vdprintf _libc_vdprintf
#endif
#include_next <stdio.h>
#undef printf
#undef fprintf
#undef sprintf
#undef snprintf
#undef vprintf
#undef vfprintf
#undef vsprintf
#undef vsnprintf
#undef scanf
#undef fscanf
#undef sscanf
#undef vscanf
#undef vfscanf
#undef vsscanf
#undef gets
#undef fopen
#undef freopen
#undef fpos_t
#undef fgetpos
#undef fsetpos
#ifdef _MSVCRT_HIDE_POSIX
#undef getline
#undef getdelim
#undef asprintf
#undef vasprintf
#undef dprintf
#undef vdprintf
#endif

_WS2_BEGIN_DECLS

int printf(const char *, ...) MSVCRT_SYMBOL(printf);
int fprintf(FILE *, const char *, ...) MSVCRT_SYMBOL(fprintf);
int sprintf(char *, const char *, ...) MSVCRT_SYMBOL(sprintf);
int snprintf(char *, size_t, const char *, ...) MSVCRT_SYMBOL(snprintf);
int vprintf(const char *, va_list) MSVCRT_SYMBOL(vprintf);
int vfprintf(FILE *, const char *, va_list) MSVCRT_SYMBOL(vfprintf);
int vsprintf(char *, const char *, va_list) MSVCRT_SYMBOL(vsprintf);
int vsnprintf(char *, size_t, const char *, va_list) MSVCRT_SYMBOL(vsnprintf);
int scanf(const char *, ...) MSVCRT_SYMBOL(scanf);
int fscanf(FILE *, const char *, ...) MSVCRT_SYMBOL(fscanf);
int sscanf(const char *, const char *, ...) MSVCRT_SYMBOL(sscanf);
int vscanf(const char *, va_list) MSVCRT_SYMBOL(vscanf);
int vfscanf(FILE *, const char *, va_list) MSVCRT_SYMBOL(vfscanf);
int vsscanf(const char *, const char *, va_list) MSVCRT_SYMBOL(vsscanf);
char *gets(char *) MSVCRT_SYMBOL(gets);

FILE *fopen(const char *, const char *) MSVCRT_SYMBOL(fopen);
FILE *freopen(const char *, const char *, FILE *) MSVCRT_SYMBOL(freopen);

/* A number, which programs compute with. */
typedef __INT64_TYPE__ fpos_t;

/* Not terminated when the text fills the buffer, -1 when it does not fit. */
int _snprintf(char *, size_t, const char *, ...) MSVCRT_SYMBOL(_snprintf);
int _vsnprintf(char *, size_t, const char *, va_list) MSVCRT_SYMBOL(_vsnprintf);
/* The length alone. */
int _scprintf(const char *, ...) MSVCRT_SYMBOL(_scprintf);
int _vscprintf(const char *, va_list) MSVCRT_SYMBOL(_vscprintf);

int printf_s(const char *, ...) MSVCRT_SYMBOL(printf);
int fprintf_s(FILE *, const char *, ...) MSVCRT_SYMBOL(fprintf);
int sprintf_s(char *, size_t, const char *, ...) MSVCRT_SYMBOL(sprintf_s);
int vprintf_s(const char *, va_list) MSVCRT_SYMBOL(vprintf);
int vfprintf_s(FILE *, const char *, va_list) MSVCRT_SYMBOL(vfprintf);
int vsprintf_s(char *, size_t, const char *, va_list) MSVCRT_SYMBOL(vsprintf_s);
int _snprintf_s(char *, size_t, size_t, const char *, ...) MSVCRT_SYMBOL(_snprintf_s);
int _vsnprintf_s(char *, size_t, size_t, const char *, va_list) MSVCRT_SYMBOL(_vsnprintf_s);
int vsnprintf_s(char *, size_t, size_t, const char *, va_list) MSVCRT_SYMBOL(_vsnprintf_s);
int scanf_s(const char *, ...) MSVCRT_SYMBOL(scanf_s);
int fscanf_s(FILE *, const char *, ...) MSVCRT_SYMBOL(fscanf_s);
int sscanf_s(const char *, const char *, ...) MSVCRT_SYMBOL(sscanf_s);
int vscanf_s(const char *, va_list) MSVCRT_SYMBOL(vscanf_s);
int vfscanf_s(FILE *, const char *, va_list) MSVCRT_SYMBOL(vfscanf_s);
int vsscanf_s(const char *, const char *, va_list) MSVCRT_SYMBOL(vsscanf_s);
char *gets_s(char *, rsize_t) MSVCRT_SYMBOL(gets_s);

errno_t fopen_s(FILE **, const char *, const char *) MSVCRT_SYMBOL(fopen_s);
errno_t freopen_s(FILE **, const char *, const char *, FILE *) MSVCRT_SYMBOL(freopen_s);
errno_t tmpfile_s(FILE **) MSVCRT_SYMBOL(tmpfile_s);

FILE *_fdopen(int, const char *) _MSVCRT_LIBC(fdopen);
int _fileno(FILE *) _MSVCRT_LIBC(fileno);
FILE *_popen(const char *, const char *) _MSVCRT_LIBC(popen);
int _pclose(FILE *) _MSVCRT_LIBC(pclose);
int _unlink(const char *) _MSVCRT_LIBC(unlink);
int _getw(FILE *) _MSVCRT_LIBC(getw);
int _putw(int, FILE *) _MSVCRT_LIBC(putw);
/* off_t is 64 bits wide. */
int _fseeki64(FILE *, __INT64_TYPE__, int) _MSVCRT_LIBC(fseeko);
__INT64_TYPE__ _ftelli64(FILE *) _MSVCRT_LIBC(ftello);
void _lock_file(FILE *) _MSVCRT_LIBC(flockfile);
void _unlock_file(FILE *) _MSVCRT_LIBC(funlockfile);
size_t _fread_nolock(void *, size_t, size_t, FILE *) _MSVCRT_LIBC(fread_unlocked);
size_t _fwrite_nolock(const void *, size_t, size_t, FILE *) _MSVCRT_LIBC(fwrite_unlocked);
int _getc_nolock(FILE *) _MSVCRT_LIBC(getc_unlocked);
int _putc_nolock(int, FILE *) _MSVCRT_LIBC(putc_unlocked);

static __inline int fgetpos(FILE *stream, fpos_t *position)
{
    *position = _ftelli64(stream);
    return *position < 0 ? -1 : 0;
}
static __inline int fsetpos(FILE *stream, const fpos_t *position) { return _fseeki64(stream, *position, 0); }
static __inline FILE *_fsopen(const char *path, const char *mode, int sharing)
{
    (void)sharing;
    return fopen(path, mode);
}
static __inline int _flushall(void) { return fflush(NULL); }
static __inline int _fgetchar(void) { return getchar(); }
static __inline int _fputchar(int character) { return putchar(character); }

_WS2_END_DECLS

#define _P_tmpdir P_tmpdir
#ifndef _NFILE
#define _NFILE 512
#endif

#ifdef __cplusplus
extern "C++" {
template <size_t _Size>
inline int vsprintf_s(char (&buffer)[_Size], const char *format, va_list arguments)
{
    return vsprintf_s(buffer, _Size, format, arguments);
}
template <size_t _Size>
inline int sprintf_s(char (&buffer)[_Size], const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int result = vsprintf_s(buffer, _Size, format, arguments);
    va_end(arguments);
    return result;
}
template <size_t _Size>
inline int _vsnprintf_s(char (&buffer)[_Size], size_t count, const char *format, va_list arguments)
{
    return _vsnprintf_s(buffer, _Size, count, format, arguments);
}
template <size_t _Size>
inline int _snprintf_s(char (&buffer)[_Size], size_t count, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int result = _vsnprintf_s(buffer, _Size, count, format, arguments);
    va_end(arguments);
    return result;
}
template <size_t _Size>
inline char *gets_s(char (&buffer)[_Size])
{
    return gets_s(buffer, _Size);
}
}
#endif

#include <wchar.h>

#endif
