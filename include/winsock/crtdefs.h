/* Microsoft's <crtdefs.h>: the types its C run time uses everywhere. */
#pragma GCC system_header
#ifndef _MSVCRT_CRTDEFS_H
#define _MSVCRT_CRTDEFS_H

#include <_msvcrt.h>
#include <stdint.h>
#include <time.h>

#endif
