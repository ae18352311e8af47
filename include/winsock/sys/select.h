/* The C library's <sys/select.h>, which <stdlib.h> brings along: its fd_set, select and struct timeval are
 * set aside under other names, its macros dropped, so that winsock2.h can declare Windows'. */
#pragma GCC system_header
#pragma push_macro("fd_set")
#pragma push_macro("select")
#pragma push_macro("timeval")
#pragma push_macro("FD_SETSIZE")
#pragma push_macro("FD_SET")
#pragma push_macro("FD_CLR")
#pragma push_macro("FD_ISSET")
#pragma push_macro("FD_ZERO")
#undef fd_set
#undef select
#undef timeval
#undef FD_SETSIZE
#undef FD_SET
#undef FD_CLR
#undef FD_ISSET
#undef FD_ZERO
#define fd_set _libc_fd_set
#define select _libc_select
#define timeval _libc_timeval
#include_next <sys/select.h>
#undef fd_set
#undef select
#undef timeval
#undef FD_SETSIZE
#undef FD_SET
#undef FD_CLR
#undef FD_ISSET
#undef FD_ZERO
#pragma pop_macro("fd_set")
#pragma pop_macro("select")
#pragma pop_macro("timeval")
#pragma pop_macro("FD_SETSIZE")
#pragma pop_macro("FD_SET")
#pragma pop_macro("FD_CLR")
#pragma pop_macro("FD_ISSET")
#pragma pop_macro("FD_ZERO")
