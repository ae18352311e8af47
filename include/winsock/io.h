/* Microsoft's <io.h>: file descriptors, which are the C library's. */
#pragma GCC system_header
#ifndef _MSVCRT_IO_H
#define _MSVCRT_IO_H

#include <_msvcrt.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>

_WS2_BEGIN_DECLS

int _open(const char *, int, ...) _MSVCRT_LIBC(open);
int _creat(const char *, int) _MSVCRT_LIBC(creat);
int _close(int) _MSVCRT_LIBC(close);
int _read(int, void *, unsigned) MSVCRT_SYMBOL(_read);
int _write(int, const void *, unsigned) MSVCRT_SYMBOL(_write);
long _lseek(int, long, int) _MSVCRT_LIBC(lseek);
__INT64_TYPE__ _lseeki64(int, __INT64_TYPE__, int) _MSVCRT_LIBC(lseek);
int _access(const char *, int) MSVCRT_SYMBOL(_access);
int _dup(int) _MSVCRT_LIBC(dup);
int _dup2(int, int) _MSVCRT_LIBC(dup2);
int _isatty(int) _MSVCRT_LIBC(isatty);
int _unlink(const char *) _MSVCRT_LIBC(unlink);
int _commit(int) _MSVCRT_LIBC(fsync);
int _chsize(int, long) _MSVCRT_LIBC(ftruncate);
int _chsize_s(int, __INT64_TYPE__) _MSVCRT_LIBC(ftruncate);
int _umask(int) _MSVCRT_LIBC(umask);
char *_mktemp(char *) _MSVCRT_LIBC(mktemp);
int _msvcrt_pipe(int *) _MSVCRT_LIBC(pipe);

/* The names without underscore are the C library's own functions, as <unistd.h> declares them. */
#ifndef _UNISTD_H
int close(int);
__ssize_t read(int, void *, size_t);
__ssize_t write(int, const void *, size_t);
__off_t lseek(int, __off_t, int) __THROW;
int access(const char *, int) __THROW;
int dup(int) __THROW;
int dup2(int, int) __THROW;
int isatty(int) __THROW;
int unlink(const char *) __THROW;
#endif

static __inline errno_t _sopen_s(int *fd, const char *path, int flags, int sharing, int mode)
{
    (void)sharing;
    *fd = _open(path, flags, mode);
    return *fd < 0 ? errno : 0;
}
static __inline errno_t _access_s(const char *path, int mode) { return _access(path, mode) == 0 ? 0 : errno; }
static __inline int _pipe(int *fds, unsigned size, int mode)
{
    (void)size;
    (void)mode;
    return _msvcrt_pipe(fds);
}
static __inline long _tell(int fd) { return _lseek(fd, 0, 1); }
static __inline __INT64_TYPE__ _telli64(int fd) { return _lseeki64(fd, 0, 1); }
static __inline __INT64_TYPE__ _filelengthi64(int fd)
{
    struct stat status;
    return fstat(fd, &status) == 0 ? (__INT64_TYPE__)status.st_size : -1;
}
static __inline long _filelength(int fd) { return (long)_filelengthi64(fd); }
static __inline int _eof(int fd) { return _telli64(fd) >= _filelengthi64(fd); }
/* There is one mode only; the mode before is always binary. */
static __inline int _setmode(int fd, int mode)
{
    (void)mode;
    return fcntl(fd, F_GETFL) < 0 ? -1 : _O_BINARY;
}
/* Functions, not macros: std::char_traits has an eof too. */
int chsize(int, long) _MSVCRT_LIBC(ftruncate);
static __inline int setmode(int fd, int mode) { return _setmode(fd, mode); }
static __inline long filelength(int fd) { return _filelength(fd); }
static __inline long tell(int fd) { return _tell(fd); }
static __inline int eof(int fd) { return _eof(fd); }

/* The handle of a descriptor, and a descriptor for a handle. */
intptr_t _get_osfhandle(int) MSVCRT_SYMBOL(_get_osfhandle);
int _open_osfhandle(intptr_t, int) MSVCRT_SYMBOL(_open_osfhandle);

_WS2_END_DECLS

#endif
