/* Microsoft's <fcntl.h>: the C library's flags under its names. There is no text mode. */
#pragma GCC system_header
#ifndef _MSVCRT_FCNTL_H
#define _MSVCRT_FCNTL_H

#include <_msvcrt.h>
#include_next <fcntl.h>

#define _O_RDONLY O_RDONLY
#define _O_WRONLY O_WRONLY
#define _O_RDWR O_RDWR
#define _O_APPEND O_APPEND
#define _O_CREAT O_CREAT
#define _O_TRUNC O_TRUNC
#define _O_EXCL O_EXCL
#define _O_TEXT 0
#define _O_BINARY 0
#define _O_WTEXT 0
#define _O_U8TEXT 0
#define _O_U16TEXT 0
#define _O_RANDOM 0
#define _O_SEQUENTIAL 0
#define _O_SHORT_LIVED 0
#define _O_TEMPORARY 0
#define _O_NOINHERIT O_CLOEXEC
#define O_TEXT _O_TEXT
#define O_BINARY _O_BINARY
#define O_RAW _O_BINARY
#define O_NOINHERIT _O_NOINHERIT
#define O_SEQUENTIAL _O_SEQUENTIAL
#define O_RANDOM _O_RANDOM
#define O_TEMPORARY _O_TEMPORARY

#endif
