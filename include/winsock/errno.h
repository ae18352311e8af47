/* Microsoft's <errno.h>: the C library's codes, and errno_t. */
#pragma GCC system_header
#ifndef _MSVCRT_ERRNO_H
#define _MSVCRT_ERRNO_H

#include <_msvcrt.h>
#include_next <errno.h>

#define _doserrno errno

#endif
