/* Microsoft's <direct.h>: directories. */
#pragma GCC system_header
#ifndef _MSVCRT_DIRECT_H
#define _MSVCRT_DIRECT_H

#include <_msvcrt.h>
#include <sys/stat.h>
#include <wchar.h>

_WS2_BEGIN_DECLS

static __inline int _mkdir(const char *path) { return mkdir(path, 0777); }
int _rmdir(const char *) _MSVCRT_LIBC(rmdir);
int _chdir(const char *) _MSVCRT_LIBC(chdir);
char *_getcwd(char *, size_t) _MSVCRT_LIBC(getcwd);
#ifndef _UNISTD_H
int rmdir(const char *) __THROW;
int chdir(const char *) __THROW;
char *getcwd(char *, size_t) __THROW;
#endif

_WS2_END_DECLS

#endif
