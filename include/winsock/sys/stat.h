/* Microsoft's <sys/stat.h>: the C library's under its names. */
#pragma GCC system_header
#ifndef _MSVCRT_SYS_STAT_H
#define _MSVCRT_SYS_STAT_H

#include <_msvcrt.h>
#include <stddef.h>
#include_next <sys/stat.h>

/* Each is a structure and a function. */
#define _stat stat
#define _stat64 stat
#define __stat64 stat
#define _stati64 stat
#define _stat32 stat
#define _stat64i32 stat
#define _stat32i64 stat
#define _fstat fstat
#define _fstat64 fstat
#define _fstati64 fstat
#define _fstat32 fstat
#define _fstat64i32 fstat

#ifdef _MSVCRT_WIDE
_WS2_BEGIN_DECLS
int _wstat(const wchar_t *, struct stat *) MSVCRT_SYMBOL(_wstat);
_WS2_END_DECLS
#define _wstat64 _wstat
#define _wstati64 _wstat
#define _wstat32 _wstat
#define _wstat64i32 _wstat
#define _wstat32i64 _wstat
#endif

#define _S_IFMT S_IFMT
#define _S_IFDIR S_IFDIR
#define _S_IFCHR S_IFCHR
#define _S_IFREG S_IFREG
#define _S_IFIFO S_IFIFO
#define _S_IREAD S_IRUSR
#define _S_IWRITE S_IWUSR
#define _S_IEXEC S_IXUSR
#ifndef S_IREAD
#define S_IREAD S_IRUSR
#define S_IWRITE S_IWUSR
#define S_IEXEC S_IXUSR
#endif

#endif
