/* Microsoft's <float.h>: the compiler's, and tests of numbers from before C99. */
#pragma GCC system_header
#include_next <float.h>
#ifndef _MSVCRT_FLOAT_H
#define _MSVCRT_FLOAT_H

#define _isnan(number) (__builtin_isnan((double)(number)))
#define _finite(number) (__builtin_isfinite((double)(number)))
#define _copysign(number, sign) (__builtin_copysign((number), (sign)))
#define _chgsign(number) (-(double)(number))

#endif
