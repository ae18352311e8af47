/* Windows Sockets 1.1. */
#ifndef _WINSOCKAPI_
#define _WINSOCKAPI_

#include <_winsock_core.h>
#include <ws2ipdef.h>

#endif
