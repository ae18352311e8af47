/* Microsoft's <stdlib.h>: see <_msvcrt_stdlib.h>; in C++ the library's own <stdlib.h> follows. */
#pragma GCC system_header
#include <_msvcrt_stdlib.h>
#include_next <stdlib.h>
