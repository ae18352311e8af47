/* What winsock.h and winsock2.h share: sockets as Winsock 1.1 knows them. */
#ifndef _WINSOCKAPI_
#include <winsock2.h>
#endif

#ifndef _WINSOCK_CORE_H
#define _WINSOCK_CORE_H

#include <windows.h>
#include <winerror.h>
#include <ws2def.h>
#include <_winsock_u_types.h>
#include <_winsock_timeval.h>

#if defined(_SYS_SOCKET_H) || defined(_NETDB_H) || defined(_ARPA_INET_H)
#error "winsock.h and the C library's <sys/socket.h>, <netdb.h> or <arpa/inet.h> can't be used in one source file"
#endif

#define WSAAPI
#define WINSOCK_API_LINKAGE
#define PASCAL

typedef UINT_PTR SOCKET;
typedef unsigned __int64 u_int64;
#define INVALID_SOCKET ((SOCKET)(~0))
#define SOCKET_ERROR (-1)

typedef struct timeval TIMEVAL, *PTIMEVAL, *LPTIMEVAL;

/* select() */
#ifndef FD_SETSIZE
#define FD_SETSIZE 64
#endif

typedef struct fd_set {
    u_int fd_count;
    SOCKET fd_array[FD_SETSIZE];
} fd_set, FD_SET, *PFD_SET, *LPFD_SET;

#define FD_ZERO(set) (((fd_set *)(set))->fd_count = 0)

/* Adding a member twice, or more than FD_SETSIZE, leaves the set as it is. */
#define FD_SET(fd, set) \
    do { \
        fd_set *_ws2_set = (fd_set *)(set); \
        SOCKET _ws2_fd = (SOCKET)(fd); \
        u_int _ws2_i = 0; \
        while (_ws2_i < _ws2_set->fd_count && _ws2_set->fd_array[_ws2_i] != _ws2_fd) \
            _ws2_i++; \
        if (_ws2_i == _ws2_set->fd_count && _ws2_i < FD_SETSIZE) { \
            _ws2_set->fd_array[_ws2_i] = _ws2_fd; \
            _ws2_set->fd_count++; \
        } \
    } while (0)

#define FD_CLR(fd, set) \
    do { \
        fd_set *_ws2_set = (fd_set *)(set); \
        SOCKET _ws2_fd = (SOCKET)(fd); \
        u_int _ws2_i = 0; \
        while (_ws2_i < _ws2_set->fd_count && _ws2_set->fd_array[_ws2_i] != _ws2_fd) \
            _ws2_i++; \
        if (_ws2_i < _ws2_set->fd_count) { \
            _ws2_set->fd_count--; \
            for (; _ws2_i < _ws2_set->fd_count; _ws2_i++) \
                _ws2_set->fd_array[_ws2_i] = _ws2_set->fd_array[_ws2_i + 1]; \
        } \
    } while (0)

#define FD_ISSET(fd, set) __WSAFDIsSet((SOCKET)(fd), (fd_set *)(set))

#undef timerisset
#undef timercmp
#undef timerclear
#define timerisset(t) ((t)->tv_sec || (t)->tv_usec)
#define timercmp(a, b, cmp) ((a)->tv_sec cmp(b)->tv_sec || ((a)->tv_sec == (b)->tv_sec && (a)->tv_usec cmp(b)->tv_usec))
#define timerclear(t) ((t)->tv_sec = (t)->tv_usec = 0)

/* ioctlsocket() */
#define _IO(x, y) (IOC_VOID | ((x) << 8) | (y))
#define _IOR(x, y, t) (IOC_OUT | (((unsigned int)sizeof(t) & IOCPARM_MASK) << 16) | ((x) << 8) | (y))
#define _IOW(x, y, t) (IOC_IN | (((unsigned int)sizeof(t) & IOCPARM_MASK) << 16) | ((x) << 8) | (y))
#define FIONREAD _IOR('f', 127, u_long)
#define FIONBIO _IOW('f', 126, u_long)
#define FIOASYNC _IOW('f', 125, u_long)
#define SIOCSHIWAT _IOW('s', 0, u_long)
#define SIOCGHIWAT _IOR('s', 1, u_long)
#define SIOCSLOWAT _IOW('s', 2, u_long)
#define SIOCGLOWAT _IOR('s', 3, u_long)
#define SIOCATMARK _IOR('s', 7, u_long)

/* Names and services. Members are short where other systems have int. */
typedef struct hostent {
    char *h_name;
    char **h_aliases;
    short h_addrtype;
    short h_length;
    char **h_addr_list;
} HOSTENT, *PHOSTENT, *LPHOSTENT;
#define h_addr h_addr_list[0]

struct netent {
    char *n_name;
    char **n_aliases;
    short n_addrtype;
    u_long n_net;
};

typedef struct servent {
    char *s_name;
    char **s_aliases;
    char *s_proto;
    short s_port;
} SERVENT, *PSERVENT, *LPSERVENT;

typedef struct protoent {
    char *p_name;
    char **p_aliases;
    short p_proto;
} PROTOENT, *PPROTOENT, *LPPROTOENT;

#define IMPLINK_IP 155
#define IMPLINK_LOWEXPER 156
#define IMPLINK_HIGHEXPER 158

#define WSADESCRIPTION_LEN 256
#define WSASYS_STATUS_LEN 128

typedef struct WSAData {
    WORD wVersion;
    WORD wHighVersion;
    unsigned short iMaxSockets;
    unsigned short iMaxUdpDg;
    char *lpVendorInfo;
    char szDescription[WSADESCRIPTION_LEN + 1];
    char szSystemStatus[WSASYS_STATUS_LEN + 1];
} WSADATA, *LPWSADATA;

struct sockproto {
    u_short sp_family;
    u_short sp_protocol;
};

typedef struct linger {
    u_short l_onoff;
    u_short l_linger;
} LINGER, *PLINGER, *LPLINGER;

#define SO_CONNDATA 0x7000
#define SO_CONNOPT 0x7001
#define SO_DISCDATA 0x7002
#define SO_DISCOPT 0x7003
#define SO_CONNDATALEN 0x7004
#define SO_CONNOPTLEN 0x7005
#define SO_DISCDATALEN 0x7006
#define SO_DISCOPTLEN 0x7007
#define SO_OPENTYPE 0x7008
#define SO_SYNCHRONOUS_ALERT 0x0010
#define SO_SYNCHRONOUS_NONALERT 0x0020
#define SO_MAXDG 0x7009
#define SO_MAXPATHDG 0x700a
#define SO_UPDATE_ACCEPT_CONTEXT 0x700b
#define SO_CONNECT_TIME 0x700c
#define TCP_BSDURGENT 0x7000

#define MSG_OOB 0x0001
#define MSG_PEEK 0x0002
#define MSG_DONTROUTE 0x0004
#define MSG_WAITALL 0x0008
#define MSG_INTERRUPT 0x0010
#define MSG_PUSH_IMMEDIATE 0x0020
#define MSG_PARTIAL 0x8000
#define MSG_MAXIOVLEN 16
#define MAXGETHOSTSTRUCT 1024

/* Shutdown, and the backlog that asks for the provider's reasonable maximum. */
#define SD_RECEIVE 0x00
#define SD_SEND 0x01
#define SD_BOTH 0x02
#define SOMAXCONN 0x7fffffff
#define SOMAXCONN_HINT(backlog) (-(backlog))

/* Network events. */
#define FD_READ_BIT 0
#define FD_READ (1 << FD_READ_BIT)
#define FD_WRITE_BIT 1
#define FD_WRITE (1 << FD_WRITE_BIT)
#define FD_OOB_BIT 2
#define FD_OOB (1 << FD_OOB_BIT)
#define FD_ACCEPT_BIT 3
#define FD_ACCEPT (1 << FD_ACCEPT_BIT)
#define FD_CONNECT_BIT 4
#define FD_CONNECT (1 << FD_CONNECT_BIT)
#define FD_CLOSE_BIT 5
#define FD_CLOSE (1 << FD_CLOSE_BIT)
#define FD_QOS_BIT 6
#define FD_QOS (1 << FD_QOS_BIT)
#define FD_GROUP_QOS_BIT 7
#define FD_GROUP_QOS (1 << FD_GROUP_QOS_BIT)
#define FD_ROUTING_INTERFACE_CHANGE_BIT 8
#define FD_ROUTING_INTERFACE_CHANGE (1 << FD_ROUTING_INTERFACE_CHANGE_BIT)
#define FD_ADDRESS_LIST_CHANGE_BIT 9
#define FD_ADDRESS_LIST_CHANGE (1 << FD_ADDRESS_LIST_CHANGE_BIT)
#define FD_MAX_EVENTS 10
#define FD_ALL_EVENTS ((1 << FD_MAX_EVENTS) - 1)

#define h_errno WSAGetLastError()
#define HOST_NOT_FOUND WSAHOST_NOT_FOUND
#define TRY_AGAIN WSATRY_AGAIN
#define NO_RECOVERY WSANO_RECOVERY
#define NO_DATA WSANO_DATA
#define WSANO_ADDRESS WSANO_DATA
#define NO_ADDRESS WSANO_ADDRESS

#define WSAMAKEASYNCREPLY(length, error) MAKELONG(length, error)
#define WSAMAKESELECTREPLY(event, error) MAKELONG(event, error)
#define WSAGETASYNCBUFLEN(lparam) LOWORD(lparam)
#define WSAGETASYNCERROR(lparam) HIWORD(lparam)
#define WSAGETSELECTEVENT(lparam) LOWORD(lparam)
#define WSAGETSELECTERROR(lparam) HIWORD(lparam)

_WS2_BEGIN_DECLS
SOCKET WSAAPI accept(SOCKET s, struct sockaddr *addr, int *addrlen) WS2_SYMBOL(accept);
int WSAAPI bind(SOCKET s, const struct sockaddr *name, int namelen) WS2_SYMBOL(bind);
int WSAAPI closesocket(SOCKET s) WS2_SYMBOL(closesocket);
int WSAAPI connect(SOCKET s, const struct sockaddr *name, int namelen) WS2_SYMBOL(connect);
int WSAAPI ioctlsocket(SOCKET s, LONG cmd, u_long *argp) WS2_SYMBOL(ioctlsocket);
int WSAAPI getpeername(SOCKET s, struct sockaddr *name, int *namelen) WS2_SYMBOL(getpeername);
int WSAAPI getsockname(SOCKET s, struct sockaddr *name, int *namelen) WS2_SYMBOL(getsockname);
int WSAAPI getsockopt(SOCKET s, int level, int optname, char *optval, int *optlen) WS2_SYMBOL(getsockopt);
u_long WSAAPI htonl(u_long hostlong) WS2_SYMBOL(htonl);
u_short WSAAPI htons(u_short hostshort) WS2_SYMBOL(htons);
unsigned int WSAAPI inet_addr(const char *cp) WS2_SYMBOL(inet_addr);
char *inet_ntoa(struct in_addr in) WS2_SYMBOL(inet_ntoa);
int WSAAPI listen(SOCKET s, int backlog) WS2_SYMBOL(listen);
u_long WSAAPI ntohl(u_long netlong) WS2_SYMBOL(ntohl);
u_short WSAAPI ntohs(u_short netshort) WS2_SYMBOL(ntohs);
int WSAAPI recv(SOCKET s, char *buf, int len, int flags) WS2_SYMBOL(recv);
int WSAAPI recvfrom(SOCKET s, char *buf, int len, int flags, struct sockaddr *from, int *fromlen) WS2_SYMBOL(recvfrom);
int WSAAPI select(int nfds, fd_set *readfds, fd_set *writefds, fd_set *exceptfds, const struct timeval *timeout) WS2_SYMBOL(select);
int WSAAPI send(SOCKET s, const char *buf, int len, int flags) WS2_SYMBOL(send);
int WSAAPI sendto(SOCKET s, const char *buf, int len, int flags, const struct sockaddr *to, int tolen) WS2_SYMBOL(sendto);
int WSAAPI setsockopt(SOCKET s, int level, int optname, const char *optval, int optlen) WS2_SYMBOL(setsockopt);
int WSAAPI shutdown(SOCKET s, int how) WS2_SYMBOL(shutdown);
SOCKET WSAAPI socket(int af, int type, int protocol) WS2_SYMBOL(socket);
int WSAAPI __WSAFDIsSet(SOCKET s, fd_set *set) WS2_SYMBOL(__WSAFDIsSet);

struct hostent *gethostbyaddr(const char *addr, int len, int type) WS2_SYMBOL(gethostbyaddr);
struct hostent *gethostbyname(const char *name) WS2_SYMBOL(gethostbyname);
int WSAAPI gethostname(char *name, int namelen) WS2_SYMBOL(gethostname);
struct servent *getservbyport(int port, const char *proto) WS2_SYMBOL(getservbyport);
struct servent *getservbyname(const char *name, const char *proto) WS2_SYMBOL(getservbyname);
struct protoent *getprotobynumber(int number) WS2_SYMBOL(getprotobynumber);
struct protoent *getprotobyname(const char *name) WS2_SYMBOL(getprotobyname);

int WSAAPI WSAStartup(WORD version_requested, LPWSADATA data) WS2_SYMBOL(WSAStartup);
int WSAAPI WSACleanup(void) WS2_SYMBOL(WSACleanup);
void WSAAPI WSASetLastError(int error) WS2_SYMBOL(WSASetLastError);
int WSAAPI WSAGetLastError(void) WS2_SYMBOL(WSAGetLastError);
BOOL WSAAPI WSAIsBlocking(void) WS2_SYMBOL(WSAIsBlocking);
int WSAAPI WSAUnhookBlockingHook(void) WS2_SYMBOL(WSAUnhookBlockingHook);
FARPROC WSAAPI WSASetBlockingHook(FARPROC block_function) WS2_SYMBOL(WSASetBlockingHook);
int WSAAPI WSACancelBlockingCall(void) WS2_SYMBOL(WSACancelBlockingCall);
HANDLE WSAAPI WSAAsyncGetServByName(HWND window, u_int message, const char *name, const char *proto, char *buf, int buflen) WS2_SYMBOL(WSAAsyncGetServByName);
HANDLE WSAAPI WSAAsyncGetServByPort(HWND window, u_int message, int port, const char *proto, char *buf, int buflen) WS2_SYMBOL(WSAAsyncGetServByPort);
HANDLE WSAAPI WSAAsyncGetProtoByName(HWND window, u_int message, const char *name, char *buf, int buflen) WS2_SYMBOL(WSAAsyncGetProtoByName);
HANDLE WSAAPI WSAAsyncGetProtoByNumber(HWND window, u_int message, int number, char *buf, int buflen) WS2_SYMBOL(WSAAsyncGetProtoByNumber);
HANDLE WSAAPI WSAAsyncGetHostByName(HWND window, u_int message, const char *name, char *buf, int buflen) WS2_SYMBOL(WSAAsyncGetHostByName);
HANDLE WSAAPI WSAAsyncGetHostByAddr(HWND window, u_int message, const char *addr, int len, int type, char *buf, int buflen) WS2_SYMBOL(WSAAsyncGetHostByAddr);
int WSAAPI WSACancelAsyncRequest(HANDLE task) WS2_SYMBOL(WSACancelAsyncRequest);
int WSAAPI WSAAsyncSelect(SOCKET s, HWND window, u_int message, LONG events) WS2_SYMBOL(WSAAsyncSelect);

/* Also in mswsock.h. */
int WSAAPI WSARecvEx(SOCKET s, char *buf, int len, int *flags) WS2_SYMBOL(WSARecvEx);
_WS2_END_DECLS

/* A hook that returns BOOL goes without a cast where INT_PTR is as wide, which was everywhere when programs had hooks. */
#ifdef __cplusplus
extern "C++" {
template <int = 0> inline FARPROC WSASetBlockingHook(BOOL (CALLBACK *block_function)(void))
{
    return WSASetBlockingHook((FARPROC)(void (*)(void))block_function);
}
}
#else
#define WSASetBlockingHook(block_function) WSASetBlockingHook((FARPROC)(void (*)(void))(block_function))
#endif

/* ioctlsocket with the address of an `unsigned long`, which has 64 bits here and 32 in the programs' minds:
 * the value goes through a u_long and comes back zero-extended. */
#ifdef __cplusplus
extern "C++" {
template <class T> struct _ws2_wide_ioctl_result {};
template <> struct _ws2_wide_ioctl_result<unsigned long> { typedef int type; };
template <> struct _ws2_wide_ioctl_result<long> { typedef int type; };
template <class T> inline typename _ws2_wide_ioctl_result<T>::type ioctlsocket(SOCKET s, LONG cmd, T *argp)
{
    if (!argp)
        return ioctlsocket(s, cmd, (u_long *)0);
    u_long value = (u_long)*argp;
    int result = ioctlsocket(s, cmd, &value);
    if (result == 0)
        *argp = (T)value;
    return result;
}
}
#else
static __inline int _ws2_ioctlsocket(SOCKET s, LONG cmd, void *argp, int wide)
{
    unsigned long *wide_argp = (unsigned long *)argp;
    u_long value;
    int result;
    if (!wide || !argp)
        return ioctlsocket(s, cmd, (u_long *)argp);
    value = (u_long)*wide_argp;
    result = ioctlsocket(s, cmd, &value);
    if (result == 0)
        *wide_argp = value;
    return result;
}
#define ioctlsocket(s, cmd, argp) \
    _ws2_ioctlsocket((s), (LONG)(cmd), (argp), __extension__ _Generic((argp), unsigned long *: 1, long *: 1, default: 0))
#endif

#endif
