/* Windows Sockets 1.1. The options of level IPPROTO_IP have this version's numbers, so getsockopt and setsockopt are
 * those of wsock32, which translate them; winsock2.h takes both back when it comes later. */
#ifndef _WINSOCKAPI_
#define _WINSOCKAPI_

#include <_winsock_core.h>
#define _WINSOCK_1_OPTIONS
#include <ws2ipdef.h>
#include <_winsock_ip_options.h>
#include <_winsock_extensions.h>

_WS2_BEGIN_DECLS
int WSAAPI wsock32_getsockopt(SOCKET s, int level, int optname, char *optval, int *optlen) WS2_SYMBOL(wsock32_getsockopt);
int WSAAPI wsock32_setsockopt(SOCKET s, int level, int optname, const char *optval, int optlen) WS2_SYMBOL(wsock32_setsockopt);
_WS2_END_DECLS
#define getsockopt wsock32_getsockopt
#define setsockopt wsock32_setsockopt

#endif
