/* The C library's <sys/types.h>, with u_long 32 bits wide as on Windows. */
#pragma GCC system_header
#include <_winsock_u_types.h>
#include_next <sys/types.h>
