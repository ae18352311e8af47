/* The C library's <bits/timex.h>: its 16 byte struct timeval is called _libc_timeval, for Windows' has 8 bytes. */
#pragma GCC system_header
#pragma push_macro("timeval")
#undef timeval
#define timeval _libc_timeval
#include_next <bits/timex.h>
#undef timeval
#pragma pop_macro("timeval")
