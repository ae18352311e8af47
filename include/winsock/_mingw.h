/* Included by programs that were built with MinGW: nothing but the C run time's types is needed of it. */
#pragma GCC system_header
#include <crtdefs.h>
