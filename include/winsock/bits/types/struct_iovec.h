/* The C library's <bits/types/struct_iovec.h>: its struct iovec is called _libc_iovec, for programs define their own on Windows. */
#pragma GCC system_header
#pragma push_macro("iovec")
#undef iovec
#define iovec _libc_iovec
#include_next <bits/types/struct_iovec.h>
#undef iovec
#pragma pop_macro("iovec")
