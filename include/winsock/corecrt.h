/* The name newer versions give <crtdefs.h>. */
#pragma GCC system_header
#include <crtdefs.h>
