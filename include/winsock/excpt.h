/* Structured exception handling; the words themselves are in _winsock_keywords.h. */
#ifndef _INC_EXCPT
#define _INC_EXCPT

#include <_winsock_keywords.h>

#define EXCEPTION_EXECUTE_HANDLER 1
#define EXCEPTION_CONTINUE_SEARCH 0
#define EXCEPTION_CONTINUE_EXECUTION (-1)

#endif
