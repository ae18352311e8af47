/* Microsoft's <malloc.h>. */
#pragma GCC system_header
#ifndef _MSVCRT_MALLOC_H
#define _MSVCRT_MALLOC_H

#include <stdlib.h>
#include_next <malloc.h>

#define _alloca(size) __builtin_alloca(size)
#undef alloca
#define alloca(size) __builtin_alloca(size)
#define _malloca(size) malloc(size)
#define _freea(memory) free(memory)
#define _heapchk() (-2)
#define _HEAPOK (-2)

#endif
