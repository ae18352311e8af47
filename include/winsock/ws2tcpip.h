/* Protocol-independent name resolution, and the TCP/IP definitions of ws2ipdef.h. */
#ifndef _WS2TCPIP_H_
#define _WS2TCPIP_H_

#include <winsock2.h>
#include <ws2ipdef.h>

/* int as on Windows; the C library's unsigned one is set aside by our <unistd.h>. */
#ifndef _WS2_SOCKLEN_T
#define _WS2_SOCKLEN_T
typedef int socklen_t;
#endif

#define GAI_STRERROR_BUFFER_SIZE 1024

#define EAI_AGAIN WSATRY_AGAIN
#define EAI_BADFLAGS WSAEINVAL
#define EAI_FAIL WSANO_RECOVERY
#define EAI_FAMILY WSAEAFNOSUPPORT
#define EAI_MEMORY WSA_NOT_ENOUGH_MEMORY
#define EAI_NOSECURENAME WSA_SECURE_HOST_NOT_FOUND
#define EAI_NONAME WSAHOST_NOT_FOUND
#define EAI_NODATA EAI_NONAME
#define EAI_SERVICE WSATYPE_NOT_FOUND
#define EAI_SOCKTYPE WSAESOCKTNOSUPPORT
#define EAI_IPSECPOLICY WSA_IPSEC_NAME_POLICY_ERROR

typedef void (CALLBACK *LPLOOKUPSERVICE_COMPLETION_ROUTINE)(DWORD error, DWORD bytes, LPWSAOVERLAPPED overlapped);

_WS2_BEGIN_DECLS
INT WSAAPI getaddrinfo(PCSTR node, PCSTR service, const ADDRINFOA *hints, PADDRINFOA *result) WS2_SYMBOL(getaddrinfo);
INT WSAAPI GetAddrInfoW(PCWSTR node, PCWSTR service, const ADDRINFOW *hints, PADDRINFOW *result) WS2_SYMBOL(GetAddrInfoW);
void WSAAPI freeaddrinfo(PADDRINFOA info) WS2_SYMBOL(freeaddrinfo);
void WSAAPI FreeAddrInfoW(PADDRINFOW info) WS2_SYMBOL(FreeAddrInfoW);
INT WSAAPI getnameinfo(const SOCKADDR *address, socklen_t length, char *node, DWORD node_size, char *service, DWORD service_size, INT flags) WS2_SYMBOL(getnameinfo);
INT WSAAPI GetNameInfoW(const SOCKADDR *address, socklen_t length, PWCHAR node, DWORD node_size, PWCHAR service, DWORD service_size, INT flags) WS2_SYMBOL(GetNameInfoW);
/* Programs for older Windows bring their own. */
#if NTDDI_VERSION >= NTDDI_VISTA
INT WSAAPI inet_pton(INT family, PCSTR text, PVOID address) WS2_SYMBOL(inet_pton);
PCSTR WSAAPI inet_ntop(INT family, const void *address, PSTR text, size_t size) WS2_SYMBOL(inet_ntop);
INT WSAAPI InetPtonW(INT family, PCWSTR text, PVOID address) WS2_SYMBOL(InetPtonW);
PCWSTR WSAAPI InetNtopW(INT family, const void *address, PWSTR text, size_t size) WS2_SYMBOL(InetNtopW);
#endif
char *WSAAPI gai_strerrorA(int code) WS2_SYMBOL(gai_strerrorA);
WCHAR *WSAAPI gai_strerrorW(int code) WS2_SYMBOL(gai_strerrorW);
INT WSAAPI GetAddrInfoExA(PCSTR name, PCSTR service, DWORD name_space, LPGUID provider, const ADDRINFOEXA *hints, PADDRINFOEXA *result, struct timeval *timeout, LPOVERLAPPED overlapped, LPLOOKUPSERVICE_COMPLETION_ROUTINE routine, LPHANDLE handle) WS2_SYMBOL(GetAddrInfoExA);
INT WSAAPI GetAddrInfoExW(PCWSTR name, PCWSTR service, DWORD name_space, LPGUID provider, const ADDRINFOEXW *hints, PADDRINFOEXW *result, struct timeval *timeout, LPOVERLAPPED overlapped, LPLOOKUPSERVICE_COMPLETION_ROUTINE routine, LPHANDLE handle) WS2_SYMBOL(GetAddrInfoExW);
INT WSAAPI GetAddrInfoExCancel(LPHANDLE handle) WS2_SYMBOL(GetAddrInfoExCancel);
INT WSAAPI GetAddrInfoExOverlappedResult(LPOVERLAPPED overlapped) WS2_SYMBOL(GetAddrInfoExOverlappedResult);
INT WSAAPI SetAddrInfoExA(PCSTR name, PCSTR service, SOCKET_ADDRESS *addresses, DWORD address_count, LPBLOB blob, DWORD flags, DWORD name_space, LPGUID provider, struct timeval *timeout, LPOVERLAPPED overlapped, LPLOOKUPSERVICE_COMPLETION_ROUTINE routine, LPHANDLE handle) WS2_SYMBOL(SetAddrInfoExA);
INT WSAAPI SetAddrInfoExW(PCWSTR name, PCWSTR service, SOCKET_ADDRESS *addresses, DWORD address_count, LPBLOB blob, DWORD flags, DWORD name_space, LPGUID provider, struct timeval *timeout, LPOVERLAPPED overlapped, LPLOOKUPSERVICE_COMPLETION_ROUTINE routine, LPHANDLE handle) WS2_SYMBOL(SetAddrInfoExW);
void WSAAPI FreeAddrInfoEx(PADDRINFOEXA info) WS2_SYMBOL(FreeAddrInfoEx);
void WSAAPI FreeAddrInfoExW(PADDRINFOEXW info) WS2_SYMBOL(FreeAddrInfoExW);
INT WSAAPI GetHostNameW(PWSTR name, int size) WS2_SYMBOL(GetHostNameW);
_WS2_END_DECLS

#define GetAddrInfoA getaddrinfo
#define FreeAddrInfoA freeaddrinfo
#define GetNameInfoA getnameinfo
#define InetPtonA inet_pton
#define InetNtopA inet_ntop
#define FreeAddrInfoExA FreeAddrInfoEx
#define GetAddrInfo _WS2_AW(GetAddrInfo)
#define FreeAddrInfo _WS2_AW(FreeAddrInfo)
#define GetNameInfo _WS2_AW(GetNameInfo)
#define InetPton _WS2_AW(InetPton)
#define InetNtop _WS2_AW(InetNtop)
#define gai_strerror _WS2_AW(gai_strerror)
#define GetAddrInfoEx _WS2_AW(GetAddrInfoEx)
#define SetAddrInfoEx _WS2_AW(SetAddrInfoEx)
#ifdef UNICODE
#define FreeAddrInfoEx FreeAddrInfoExW
#endif

#endif
