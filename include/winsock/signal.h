/* Microsoft's <signal.h>: the C library's, and Ctrl+Break, which no terminal here sends. */
#pragma GCC system_header
#ifndef _MSVCRT_SIGNAL_H
#define _MSVCRT_SIGNAL_H

#include <_msvcrt.h>
#include_next <signal.h>

#define SIGBREAK SIGQUIT

#endif
