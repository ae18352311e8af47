/* Windows Sockets 2. */
#ifndef _WINSOCK2API_
#define _WINSOCK2API_

/* windows.h need not bring winsock.h: everything it has is here. */
#ifndef _WINSOCKAPI_
#define _WINSOCKAPI_
#endif

#include <_winsock_core.h>
#ifdef _WINSOCK_1_OPTIONS
#undef _WINSOCK_1_OPTIONS
#undef getsockopt
#undef setsockopt
#include <_winsock_ip_options.h>
#endif
#include <qos.h>
#include <guiddef.h>

#ifndef WINSOCK_VERSION
#define WINSOCK_VERSION MAKEWORD(2, 2)
#endif

#define SO_PROTOCOL_INFOA 0x2004
#define SO_PROTOCOL_INFOW 0x2005
#define SO_PROTOCOL_INFO _WS2_AW(SO_PROTOCOL_INFO)
#define PVD_CONFIG 0x3001
#define SO_UPDATE_CONNECT_CONTEXT 0x7010
#define FROM_PROTOCOL_INFO (-1)

/* Events and overlapped operations. */
#define WSAEVENT HANDLE
#define LPWSAEVENT LPHANDLE
#define WSAOVERLAPPED OVERLAPPED
typedef struct _OVERLAPPED *LPWSAOVERLAPPED;
#define WSA_IO_PENDING (ERROR_IO_PENDING)
#define WSA_IO_INCOMPLETE (ERROR_IO_INCOMPLETE)
#define WSA_INVALID_HANDLE (ERROR_INVALID_HANDLE)
#define WSA_INVALID_PARAMETER (ERROR_INVALID_PARAMETER)
#define WSA_NOT_ENOUGH_MEMORY (ERROR_NOT_ENOUGH_MEMORY)
#define WSA_OPERATION_ABORTED (ERROR_OPERATION_ABORTED)
#define WSA_INVALID_EVENT ((WSAEVENT)0)
#define WSA_MAXIMUM_WAIT_EVENTS (MAXIMUM_WAIT_OBJECTS)
#define WSA_WAIT_FAILED (WAIT_FAILED)
#define WSA_WAIT_EVENT_0 (WAIT_OBJECT_0)
#define WSA_WAIT_IO_COMPLETION (WAIT_IO_COMPLETION)
#define WSA_WAIT_TIMEOUT (WAIT_TIMEOUT)
#define WSA_INFINITE (INFINITE)

typedef struct _QualityOfService {
    FLOWSPEC SendingFlowspec;
    FLOWSPEC ReceivingFlowspec;
    WSABUF ProviderSpecific;
} QOS, *LPQOS;

#define CF_ACCEPT 0x0000
#define CF_REJECT 0x0001
#define CF_DEFER 0x0002

typedef unsigned int GROUP;
#define SG_UNCONSTRAINED_GROUP 0x01
#define SG_CONSTRAINED_GROUP 0x02

typedef struct _WSANETWORKEVENTS {
    LONG lNetworkEvents;
    int iErrorCode[FD_MAX_EVENTS];
} WSANETWORKEVENTS, *LPWSANETWORKEVENTS;

/* The catalog. */
#define MAX_PROTOCOL_CHAIN 7
#define BASE_PROTOCOL 1
#define LAYERED_PROTOCOL 0
#define WSAPROTOCOL_LEN 255

typedef struct _WSAPROTOCOLCHAIN {
    int ChainLen;
    DWORD ChainEntries[MAX_PROTOCOL_CHAIN];
} WSAPROTOCOLCHAIN, *LPWSAPROTOCOLCHAIN;

typedef struct _WSAPROTOCOL_INFOA {
    DWORD dwServiceFlags1;
    DWORD dwServiceFlags2;
    DWORD dwServiceFlags3;
    DWORD dwServiceFlags4;
    DWORD dwProviderFlags;
    GUID ProviderId;
    DWORD dwCatalogEntryId;
    WSAPROTOCOLCHAIN ProtocolChain;
    int iVersion;
    int iAddressFamily;
    int iMaxSockAddr;
    int iMinSockAddr;
    int iSocketType;
    int iProtocol;
    int iProtocolMaxOffset;
    int iNetworkByteOrder;
    int iSecurityScheme;
    DWORD dwMessageSize;
    DWORD dwProviderReserved;
    CHAR szProtocol[WSAPROTOCOL_LEN + 1];
} WSAPROTOCOL_INFOA, *LPWSAPROTOCOL_INFOA;

typedef struct _WSAPROTOCOL_INFOW {
    DWORD dwServiceFlags1;
    DWORD dwServiceFlags2;
    DWORD dwServiceFlags3;
    DWORD dwServiceFlags4;
    DWORD dwProviderFlags;
    GUID ProviderId;
    DWORD dwCatalogEntryId;
    WSAPROTOCOLCHAIN ProtocolChain;
    int iVersion;
    int iAddressFamily;
    int iMaxSockAddr;
    int iMinSockAddr;
    int iSocketType;
    int iProtocol;
    int iProtocolMaxOffset;
    int iNetworkByteOrder;
    int iSecurityScheme;
    DWORD dwMessageSize;
    DWORD dwProviderReserved;
    WCHAR szProtocol[WSAPROTOCOL_LEN + 1];
} WSAPROTOCOL_INFOW, *LPWSAPROTOCOL_INFOW;

#ifdef UNICODE
typedef WSAPROTOCOL_INFOW WSAPROTOCOL_INFO, *LPWSAPROTOCOL_INFO;
#else
typedef WSAPROTOCOL_INFOA WSAPROTOCOL_INFO, *LPWSAPROTOCOL_INFO;
#endif

#define PFL_MULTIPLE_PROTO_ENTRIES 0x0001
#define PFL_RECOMMENDED_PROTO_ENTRY 0x0002
#define PFL_HIDDEN 0x0004
#define PFL_MATCHES_PROTOCOL_ZERO 0x0008
#define PFL_NETWORKDIRECT_PROVIDER 0x0010
#define XP1_CONNECTIONLESS 0x0001
#define XP1_GUARANTEED_DELIVERY 0x0002
#define XP1_GUARANTEED_ORDER 0x0004
#define XP1_MESSAGE_ORIENTED 0x0008
#define XP1_PSEUDO_STREAM 0x0010
#define XP1_GRACEFUL_CLOSE 0x0020
#define XP1_EXPEDITED_DATA 0x0040
#define XP1_CONNECT_DATA 0x0080
#define XP1_DISCONNECT_DATA 0x0100
#define XP1_SUPPORT_BROADCAST 0x0200
#define XP1_SUPPORT_MULTIPOINT 0x0400
#define XP1_MULTIPOINT_CONTROL_PLANE 0x0800
#define XP1_MULTIPOINT_DATA_PLANE 0x1000
#define XP1_QOS_SUPPORTED 0x2000
#define XP1_INTERRUPT 0x4000
#define XP1_UNI_SEND 0x8000
#define XP1_UNI_RECV 0x00010000
#define XP1_IFS_HANDLES 0x00020000
#define XP1_PARTIAL_MESSAGE 0x00040000
#define XP1_SAN_SUPPORT_SDP 0x00080000
#define BIGENDIAN 0
#define LITTLEENDIAN 1
#define SECURITY_PROTOCOL_NONE 0
#define JL_SENDER_ONLY 0x0001
#define JL_RECEIVER_ONLY 0x0002
#define JL_BOTH 0x0004
#define WSA_FLAG_OVERLAPPED 0x0001
#define WSA_FLAG_MULTIPOINT_C_ROOT 0x0002
#define WSA_FLAG_MULTIPOINT_C_LEAF 0x0004
#define WSA_FLAG_MULTIPOINT_D_ROOT 0x0008
#define WSA_FLAG_MULTIPOINT_D_LEAF 0x0010
#define WSA_FLAG_ACCESS_SYSTEM_SECURITY 0x0040
#define WSA_FLAG_NO_HANDLE_INHERIT 0x0080
#define WSA_FLAG_REGISTERED_IO 0x0100
#define TH_NETDEV 0x0001
#define TH_TAPI 0x0002

typedef int (CALLBACK *LPCONDITIONPROC)(LPWSABUF caller_id, LPWSABUF caller_data, LPQOS socket_qos, LPQOS group_qos, LPWSABUF callee_id, LPWSABUF callee_data, GROUP *group, DWORD_PTR callback_data);
typedef void (CALLBACK *LPWSAOVERLAPPED_COMPLETION_ROUTINE)(DWORD error, DWORD transferred, LPWSAOVERLAPPED overlapped, DWORD flags);

#define SIO_NSP_NOTIFY_CHANGE _WSAIOW(IOC_WS2, 25)

typedef enum _WSACOMPLETIONTYPE {
    NSP_NOTIFY_IMMEDIATELY = 0,
    NSP_NOTIFY_HWND,
    NSP_NOTIFY_EVENT,
    NSP_NOTIFY_PORT,
    NSP_NOTIFY_APC
} WSACOMPLETIONTYPE, *PWSACOMPLETIONTYPE, *LPWSACOMPLETIONTYPE;

typedef struct _WSACOMPLETION {
    WSACOMPLETIONTYPE Type;
    union {
        struct {
            HWND hWnd;
            UINT uMsg;
            WPARAM context;
        } WindowMessage;
        struct {
            LPWSAOVERLAPPED lpOverlapped;
        } Event;
        struct {
            LPWSAOVERLAPPED lpOverlapped;
            LPWSAOVERLAPPED_COMPLETION_ROUTINE lpfnCompletionProc;
        } Apc;
        struct {
            LPWSAOVERLAPPED lpOverlapped;
            HANDLE hPort;
            ULONG_PTR Key;
        } Port;
    } Parameters;
} WSACOMPLETION, *PWSACOMPLETION, *LPWSACOMPLETION;

/* WSAPoll(). Programs for older Windows bring their own struct pollfd. */
#if _WIN32_WINNT >= 0x0600
#define POLLRDNORM 0x0100
#define POLLRDBAND 0x0200
#define POLLIN (POLLRDNORM | POLLRDBAND)
#define POLLPRI 0x0400
#define POLLWRNORM 0x0010
#define POLLOUT (POLLWRNORM)
#define POLLWRBAND 0x0020
#define POLLERR 0x0001
#define POLLHUP 0x0002
#define POLLNVAL 0x0004

typedef struct pollfd {
    SOCKET fd;
    SHORT events;
    SHORT revents;
} WSAPOLLFD, *PWSAPOLLFD, *LPWSAPOLLFD;
#endif

/* Readiness as completion packets. */
#define SOCK_NOTIFY_REGISTER_EVENT_NONE 0x0000
#define SOCK_NOTIFY_REGISTER_EVENT_IN 0x0001
#define SOCK_NOTIFY_REGISTER_EVENT_OUT 0x0002
#define SOCK_NOTIFY_REGISTER_EVENT_HANGUP 0x0004
#define SOCK_NOTIFY_EVENT_IN 0x0001
#define SOCK_NOTIFY_EVENT_OUT 0x0002
#define SOCK_NOTIFY_EVENT_HANGUP 0x0004
#define SOCK_NOTIFY_EVENT_ERR 0x0040
#define SOCK_NOTIFY_EVENT_REMOVE 0x0080
#define SOCK_NOTIFY_OP_NONE 0x0000
#define SOCK_NOTIFY_OP_ENABLE 0x0001
#define SOCK_NOTIFY_OP_DISABLE 0x0002
#define SOCK_NOTIFY_OP_REMOVE 0x0004
#define SOCK_NOTIFY_TRIGGER_ONESHOT 0x0001
#define SOCK_NOTIFY_TRIGGER_PERSISTENT 0x0002
#define SOCK_NOTIFY_TRIGGER_LEVEL 0x0004
#define SOCK_NOTIFY_TRIGGER_EDGE 0x0008

typedef struct SOCK_NOTIFY_REGISTRATION {
    SOCKET socket;
    PVOID completionKey;
    UINT16 eventFilter;
    UINT8 operation;
    UINT8 triggerFlags;
    DWORD registrationResult;
} SOCK_NOTIFY_REGISTRATION;

#include <_winsock_names.h>

_WS2_BEGIN_DECLS
SOCKET WSAAPI WSAAccept(SOCKET s, struct sockaddr *addr, LPINT addrlen, LPCONDITIONPROC condition, DWORD_PTR callback_data) WS2_SYMBOL(WSAAccept);
BOOL WSAAPI WSACloseEvent(WSAEVENT event) WS2_SYMBOL(WSACloseEvent);
int WSAAPI WSAConnect(SOCKET s, const struct sockaddr *name, int namelen, LPWSABUF caller_data, LPWSABUF callee_data, LPQOS socket_qos, LPQOS group_qos) WS2_SYMBOL(WSAConnect);
BOOL WSAAPI WSAConnectByNameA(SOCKET s, LPCSTR node, LPCSTR service, LPDWORD local_length, LPSOCKADDR local, LPDWORD remote_length, LPSOCKADDR remote, const struct timeval *timeout, LPWSAOVERLAPPED reserved) WS2_SYMBOL(WSAConnectByNameA);
BOOL WSAAPI WSAConnectByNameW(SOCKET s, LPWSTR node, LPWSTR service, LPDWORD local_length, LPSOCKADDR local, LPDWORD remote_length, LPSOCKADDR remote, const struct timeval *timeout, LPWSAOVERLAPPED reserved) WS2_SYMBOL(WSAConnectByNameW);
BOOL WSAAPI WSAConnectByList(SOCKET s, PSOCKET_ADDRESS_LIST list, LPDWORD local_length, LPSOCKADDR local, LPDWORD remote_length, LPSOCKADDR remote, const struct timeval *timeout, LPWSAOVERLAPPED reserved) WS2_SYMBOL(WSAConnectByList);
WSAEVENT WSAAPI WSACreateEvent(void) WS2_SYMBOL(WSACreateEvent);
int WSAAPI WSADuplicateSocketA(SOCKET s, DWORD process_id, LPWSAPROTOCOL_INFOA info) WS2_SYMBOL(WSADuplicateSocketA);
int WSAAPI WSADuplicateSocketW(SOCKET s, DWORD process_id, LPWSAPROTOCOL_INFOW info) WS2_SYMBOL(WSADuplicateSocketW);
int WSAAPI WSAEnumNetworkEvents(SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS events) WS2_SYMBOL(WSAEnumNetworkEvents);
int WSAAPI WSAEnumProtocolsA(LPINT protocols, LPWSAPROTOCOL_INFOA buffer, LPDWORD buffer_length) WS2_SYMBOL(WSAEnumProtocolsA);
int WSAAPI WSAEnumProtocolsW(LPINT protocols, LPWSAPROTOCOL_INFOW buffer, LPDWORD buffer_length) WS2_SYMBOL(WSAEnumProtocolsW);
int WSAAPI WSAEventSelect(SOCKET s, WSAEVENT event, LONG network_events) WS2_SYMBOL(WSAEventSelect);
BOOL WSAAPI WSAGetOverlappedResult(SOCKET s, LPWSAOVERLAPPED overlapped, LPDWORD transferred, BOOL wait, LPDWORD flags) WS2_SYMBOL(WSAGetOverlappedResult);
BOOL WSAAPI WSAGetQOSByName(SOCKET s, LPWSABUF name, LPQOS qos) WS2_SYMBOL(WSAGetQOSByName);
int WSAAPI WSAHtonl(SOCKET s, u_long hostlong, u_long *netlong) WS2_SYMBOL(WSAHtonl);
int WSAAPI WSAHtons(SOCKET s, u_short hostshort, u_short *netshort) WS2_SYMBOL(WSAHtons);
int WSAAPI WSAIoctl(SOCKET s, DWORD code, LPVOID in, DWORD in_size, LPVOID out, DWORD out_size, LPDWORD returned, LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) WS2_SYMBOL(WSAIoctl);
SOCKET WSAAPI WSAJoinLeaf(SOCKET s, const struct sockaddr *name, int namelen, LPWSABUF caller_data, LPWSABUF callee_data, LPQOS socket_qos, LPQOS group_qos, DWORD flags) WS2_SYMBOL(WSAJoinLeaf);
int WSAAPI WSANtohl(SOCKET s, u_long netlong, u_long *hostlong) WS2_SYMBOL(WSANtohl);
int WSAAPI WSANtohs(SOCKET s, u_short netshort, u_short *hostshort) WS2_SYMBOL(WSANtohs);
#if _WIN32_WINNT >= 0x0600
int WSAAPI WSAPoll(LPWSAPOLLFD fds, ULONG count, INT timeout) WS2_SYMBOL(WSAPoll);
#endif
int WSAAPI WSARecv(SOCKET s, LPWSABUF buffers, DWORD buffer_count, LPDWORD received, LPDWORD flags, LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) WS2_SYMBOL(WSARecv);
int WSAAPI WSARecvDisconnect(SOCKET s, LPWSABUF data) WS2_SYMBOL(WSARecvDisconnect);
int WSAAPI WSARecvFrom(SOCKET s, LPWSABUF buffers, DWORD buffer_count, LPDWORD received, LPDWORD flags, struct sockaddr *from, LPINT fromlen, LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) WS2_SYMBOL(WSARecvFrom);
BOOL WSAAPI WSAResetEvent(WSAEVENT event) WS2_SYMBOL(WSAResetEvent);
int WSAAPI WSASend(SOCKET s, LPWSABUF buffers, DWORD buffer_count, LPDWORD sent, DWORD flags, LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) WS2_SYMBOL(WSASend);
int WSAAPI WSASendDisconnect(SOCKET s, LPWSABUF data) WS2_SYMBOL(WSASendDisconnect);
int WSAAPI WSASendMsg(SOCKET s, LPWSAMSG message, DWORD flags, LPDWORD sent, LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) WS2_SYMBOL(WSASendMsg);
int WSAAPI WSASendTo(SOCKET s, LPWSABUF buffers, DWORD buffer_count, LPDWORD sent, DWORD flags, const struct sockaddr *to, int tolen, LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) WS2_SYMBOL(WSASendTo);
BOOL WSAAPI WSASetEvent(WSAEVENT event) WS2_SYMBOL(WSASetEvent);
SOCKET WSAAPI WSASocketA(int af, int type, int protocol, LPWSAPROTOCOL_INFOA info, GROUP group, DWORD flags) WS2_SYMBOL(WSASocketA);
SOCKET WSAAPI WSASocketW(int af, int type, int protocol, LPWSAPROTOCOL_INFOW info, GROUP group, DWORD flags) WS2_SYMBOL(WSASocketW);
DWORD WSAAPI WSAWaitForMultipleEvents(DWORD count, const WSAEVENT *events, BOOL wait_all, DWORD timeout, BOOL alertable) WS2_SYMBOL(WSAWaitForMultipleEvents);
INT WSAAPI WSAProviderConfigChange(LPHANDLE notification, LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) WS2_SYMBOL(WSAProviderConfigChange);
DWORD WSAAPI ProcessSocketNotifications(HANDLE port, UINT32 registration_count, SOCK_NOTIFY_REGISTRATION *registrations, UINT32 timeout_ms, ULONG completion_count, OVERLAPPED_ENTRY *entries, UINT32 *received_count) WS2_SYMBOL(ProcessSocketNotifications);

INT WSAAPI WSAAddressToStringA(LPSOCKADDR address, DWORD length, LPWSAPROTOCOL_INFOA info, LPSTR text, LPDWORD text_length) WS2_SYMBOL(WSAAddressToStringA);
INT WSAAPI WSAAddressToStringW(LPSOCKADDR address, DWORD length, LPWSAPROTOCOL_INFOW info, LPWSTR text, LPDWORD text_length) WS2_SYMBOL(WSAAddressToStringW);
INT WSAAPI WSAStringToAddressA(LPSTR text, INT family, LPWSAPROTOCOL_INFOA info, LPSOCKADDR address, LPINT length) WS2_SYMBOL(WSAStringToAddressA);
INT WSAAPI WSAStringToAddressW(LPWSTR text, INT family, LPWSAPROTOCOL_INFOW info, LPSOCKADDR address, LPINT length) WS2_SYMBOL(WSAStringToAddressW);
INT WSAAPI WSALookupServiceBeginA(LPWSAQUERYSETA restrictions, DWORD flags, LPHANDLE lookup) WS2_SYMBOL(WSALookupServiceBeginA);
INT WSAAPI WSALookupServiceBeginW(LPWSAQUERYSETW restrictions, DWORD flags, LPHANDLE lookup) WS2_SYMBOL(WSALookupServiceBeginW);
INT WSAAPI WSALookupServiceNextA(HANDLE lookup, DWORD flags, LPDWORD length, LPWSAQUERYSETA results) WS2_SYMBOL(WSALookupServiceNextA);
INT WSAAPI WSALookupServiceNextW(HANDLE lookup, DWORD flags, LPDWORD length, LPWSAQUERYSETW results) WS2_SYMBOL(WSALookupServiceNextW);
INT WSAAPI WSALookupServiceEnd(HANDLE lookup) WS2_SYMBOL(WSALookupServiceEnd);
INT WSAAPI WSANSPIoctl(HANDLE lookup, DWORD code, LPVOID in, DWORD in_size, LPVOID out, DWORD out_size, LPDWORD returned, LPWSACOMPLETION completion) WS2_SYMBOL(WSANSPIoctl);
INT WSAAPI WSAInstallServiceClassA(LPWSASERVICECLASSINFOA info) WS2_SYMBOL(WSAInstallServiceClassA);
INT WSAAPI WSAInstallServiceClassW(LPWSASERVICECLASSINFOW info) WS2_SYMBOL(WSAInstallServiceClassW);
INT WSAAPI WSARemoveServiceClass(LPGUID service_class) WS2_SYMBOL(WSARemoveServiceClass);
INT WSAAPI WSAGetServiceClassInfoA(LPGUID provider, LPGUID service_class, LPDWORD size, LPWSASERVICECLASSINFOA info) WS2_SYMBOL(WSAGetServiceClassInfoA);
INT WSAAPI WSAGetServiceClassInfoW(LPGUID provider, LPGUID service_class, LPDWORD size, LPWSASERVICECLASSINFOW info) WS2_SYMBOL(WSAGetServiceClassInfoW);
INT WSAAPI WSAGetServiceClassNameByClassIdA(LPGUID service_class, LPSTR name, LPDWORD length) WS2_SYMBOL(WSAGetServiceClassNameByClassIdA);
INT WSAAPI WSAGetServiceClassNameByClassIdW(LPGUID service_class, LPWSTR name, LPDWORD length) WS2_SYMBOL(WSAGetServiceClassNameByClassIdW);
INT WSAAPI WSAEnumNameSpaceProvidersA(LPDWORD length, LPWSANAMESPACE_INFOA buffer) WS2_SYMBOL(WSAEnumNameSpaceProvidersA);
INT WSAAPI WSAEnumNameSpaceProvidersW(LPDWORD length, LPWSANAMESPACE_INFOW buffer) WS2_SYMBOL(WSAEnumNameSpaceProvidersW);
INT WSAAPI WSAEnumNameSpaceProvidersExA(LPDWORD length, LPWSANAMESPACE_INFOEXA buffer) WS2_SYMBOL(WSAEnumNameSpaceProvidersExA);
INT WSAAPI WSAEnumNameSpaceProvidersExW(LPDWORD length, LPWSANAMESPACE_INFOEXW buffer) WS2_SYMBOL(WSAEnumNameSpaceProvidersExW);
INT WSAAPI WSASetServiceA(LPWSAQUERYSETA info, WSAESETSERVICEOP operation, DWORD flags) WS2_SYMBOL(WSASetServiceA);
INT WSAAPI WSASetServiceW(LPWSAQUERYSETW info, WSAESETSERVICEOP operation, DWORD flags) WS2_SYMBOL(WSASetServiceW);
INT WSAAPI WSAAdvertiseProvider(const GUID *provider, const struct _NSPV2_ROUTINE *routines) WS2_SYMBOL(WSAAdvertiseProvider);
INT WSAAPI WSAUnadvertiseProvider(const GUID *provider) WS2_SYMBOL(WSAUnadvertiseProvider);
INT WSAAPI WSAProviderCompleteAsyncCall(HANDLE call, INT result) WS2_SYMBOL(WSAProviderCompleteAsyncCall);
unsigned __int64 WINAPI htonll(unsigned __int64 host) WS2_SYMBOL(htonll);
unsigned __int64 WINAPI ntohll(unsigned __int64 network) WS2_SYMBOL(ntohll);
unsigned __int32 WINAPI htonf(float host) WS2_SYMBOL(htonf);
float WINAPI ntohf(unsigned __int32 network) WS2_SYMBOL(ntohf);
unsigned __int64 WINAPI htond(double host) WS2_SYMBOL(htond);
double WINAPI ntohd(unsigned __int64 network) WS2_SYMBOL(ntohd);
_WS2_END_DECLS

#define WSAConnectByName _WS2_AW(WSAConnectByName)
#define WSADuplicateSocket _WS2_AW(WSADuplicateSocket)
#define WSAEnumProtocols _WS2_AW(WSAEnumProtocols)
#define WSASocket _WS2_AW(WSASocket)
#define WSAAddressToString _WS2_AW(WSAAddressToString)
#define WSAStringToAddress _WS2_AW(WSAStringToAddress)
#define WSALookupServiceBegin _WS2_AW(WSALookupServiceBegin)
#define WSALookupServiceNext _WS2_AW(WSALookupServiceNext)
#define WSAInstallServiceClass _WS2_AW(WSAInstallServiceClass)
#define WSAGetServiceClassInfo _WS2_AW(WSAGetServiceClassInfo)
#define WSAGetServiceClassNameByClassId _WS2_AW(WSAGetServiceClassNameByClassId)
#define WSAEnumNameSpaceProviders _WS2_AW(WSAEnumNameSpaceProviders)
#define WSAEnumNameSpaceProvidersEx _WS2_AW(WSAEnumNameSpaceProvidersEx)
#define WSASetService _WS2_AW(WSASetService)

#endif
