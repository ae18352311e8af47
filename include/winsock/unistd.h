/* The C library's <unistd.h>, without the names that Winsock declares differently. */
#pragma GCC system_header
#pragma push_macro("gethostname")
#undef gethostname
#define gethostname _libc_gethostname
#pragma push_macro("socklen_t")
#undef socklen_t
#define socklen_t _libc_socklen_t
#include_next <unistd.h>
#undef gethostname
#pragma pop_macro("gethostname")
#undef socklen_t
#pragma pop_macro("socklen_t")
