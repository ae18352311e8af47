/* The name resolution of Winsock 1.1, which WSALookupService replaced. */
#ifndef _NSPAPI_INCLUDED
#define _NSPAPI_INCLUDED

#include <winsock2.h>

/* Properties of a service, and how to search for it. */
#define PROP_COMMENT 0x0001
#define PROP_LOCALE 0x0002
#define PROP_DISPLAY_HINT 0x0004
#define PROP_VERSION 0x0008
#define PROP_START_TIME 0x0010
#define PROP_MACHINE 0x0020
#define PROP_ADDRESSES 0x0100
#define PROP_SD 0x0200
#define PROP_ALL 0x80000000
#define RES_SOFT_SEARCH 0x0001
#define RES_FIND_MULTIPLE 0x0002
#define RES_SERVICE 0x0004
#define SERVICE_RESOURCE 0x0001
#define SERVICE_SERVICE 0x0002
#define SERVICE_LOCAL 0x0004
#define SERVICE_FLAG_DEFER 0x0001
#define SERVICE_FLAG_HARD 0x0002
#define SERVICE_REGISTER 0x0001
#define SERVICE_DEREGISTER 0x0002
#define SERVICE_FLUSH 0x0003
#define SERVICE_ADD_TYPE 0x0004
#define SERVICE_DELETE_TYPE 0x0005
#define SET_SERVICE_PARTIAL_SUCCESS 0x0001
#define NSTYPE_HIERARCHICAL 0x0001
#define NSTYPE_DYNAMIC 0x0002
#define NSTYPE_ENUMERABLE 0x0004
#define NSTYPE_WORKGROUP 0x0008
#define SERVICE_ADDRESS_FLAG_RPC_CN 0x0001
#define SERVICE_ADDRESS_FLAG_RPC_DG 0x0002
#define SERVICE_ADDRESS_FLAG_RPC_NB 0x0004
#define XP_CONNECTIONLESS 0x0001
#define XP_GUARANTEED_DELIVERY 0x0002
#define XP_GUARANTEED_ORDER 0x0004
#define XP_MESSAGE_ORIENTED 0x0008
#define XP_PSEUDO_STREAM 0x0010
#define XP_GRACEFUL_CLOSE 0x0020
#define XP_EXPEDITED_DATA 0x0040
#define XP_CONNECT_DATA 0x0080
#define XP_DISCONNECT_DATA 0x0100
#define XP_SUPPORTS_BROADCAST 0x0200
#define XP_SUPPORTS_MULTICAST 0x0400
#define XP_BANDWIDTH_ALLOCATION 0x0800
#define XP_FRAGMENTATION 0x1000
#define XP_ENCRYPTS 0x2000

/* Names of the values of service classes. */
#define SERVICE_TYPE_VALUE_IPXPORTA "IpxSocket"
#define SERVICE_TYPE_VALUE_IPXPORTW L"IpxSocket"
#define SERVICE_TYPE_VALUE_TCPPORTA "TcpPort"
#define SERVICE_TYPE_VALUE_TCPPORTW L"TcpPort"
#define SERVICE_TYPE_VALUE_UDPPORTA "UdpPort"
#define SERVICE_TYPE_VALUE_UDPPORTW L"UdpPort"
#define SERVICE_TYPE_VALUE_SAPIDA "SapId"
#define SERVICE_TYPE_VALUE_SAPIDW L"SapId"
#define SERVICE_TYPE_VALUE_CONNA "ConnectionOriented"
#define SERVICE_TYPE_VALUE_CONNW L"ConnectionOriented"
#define SERVICE_TYPE_VALUE_OBJECTIDA "ObjectId"
#define SERVICE_TYPE_VALUE_OBJECTIDW L"ObjectId"
#ifdef UNICODE
#define SERVICE_TYPE_VALUE_IPXPORT SERVICE_TYPE_VALUE_IPXPORTW
#define SERVICE_TYPE_VALUE_TCPPORT SERVICE_TYPE_VALUE_TCPPORTW
#define SERVICE_TYPE_VALUE_UDPPORT SERVICE_TYPE_VALUE_UDPPORTW
#define SERVICE_TYPE_VALUE_SAPID SERVICE_TYPE_VALUE_SAPIDW
#define SERVICE_TYPE_VALUE_CONN SERVICE_TYPE_VALUE_CONNW
#define SERVICE_TYPE_VALUE_OBJECTID SERVICE_TYPE_VALUE_OBJECTIDW
#else
#define SERVICE_TYPE_VALUE_IPXPORT SERVICE_TYPE_VALUE_IPXPORTA
#define SERVICE_TYPE_VALUE_TCPPORT SERVICE_TYPE_VALUE_TCPPORTA
#define SERVICE_TYPE_VALUE_UDPPORT SERVICE_TYPE_VALUE_UDPPORTA
#define SERVICE_TYPE_VALUE_SAPID SERVICE_TYPE_VALUE_SAPIDA
#define SERVICE_TYPE_VALUE_CONN SERVICE_TYPE_VALUE_CONNA
#define SERVICE_TYPE_VALUE_OBJECTID SERVICE_TYPE_VALUE_OBJECTIDA
#endif

typedef struct _NS_INFOA {
    DWORD dwNameSpace;
    DWORD dwNameSpaceFlags;
    LPSTR lpNameSpace;
} NS_INFOA, *LPNS_INFOA;

typedef struct _NS_INFOW {
    DWORD dwNameSpace;
    DWORD dwNameSpaceFlags;
    LPWSTR lpNameSpace;
} NS_INFOW, *LPNS_INFOW;

typedef struct _SERVICE_ADDRESS {
    DWORD dwAddressType;
    DWORD dwAddressFlags;
    DWORD dwAddressLength;
    DWORD dwPrincipalLength;
    BYTE *lpAddress;
    BYTE *lpPrincipal;
} SERVICE_ADDRESS, *LPSERVICE_ADDRESS;

typedef struct _SERVICE_ADDRESSES {
    DWORD dwAddressCount;
    SERVICE_ADDRESS Addresses[1];
} SERVICE_ADDRESSES, *LPSERVICE_ADDRESSES;

typedef struct _SERVICE_INFOA {
    LPGUID lpServiceType;
    LPSTR lpServiceName;
    LPSTR lpComment;
    LPSTR lpLocale;
    DWORD dwDisplayHint;
    DWORD dwVersion;
    DWORD dwTime;
    LPSTR lpMachineName;
    LPSERVICE_ADDRESSES lpServiceAddress;
    BLOB ServiceSpecificInfo;
} SERVICE_INFOA, *LPSERVICE_INFOA;

typedef struct _NS_SERVICE_INFOA {
    DWORD dwNameSpace;
    SERVICE_INFOA ServiceInfo;
} NS_SERVICE_INFOA, *LPNS_SERVICE_INFOA;

typedef struct _PROTOCOL_INFOA {
    DWORD dwServiceFlags;
    int iAddressFamily;
    int iMaxSockAddr;
    int iMinSockAddr;
    int iSocketType;
    int iProtocol;
    DWORD dwMessageSize;
    LPSTR lpProtocol;
} PROTOCOL_INFOA, *LPPROTOCOL_INFOA;

typedef struct _SERVICE_INFOW {
    LPGUID lpServiceType;
    LPWSTR lpServiceName;
    LPWSTR lpComment;
    LPWSTR lpLocale;
    DWORD dwDisplayHint;
    DWORD dwVersion;
    DWORD dwTime;
    LPWSTR lpMachineName;
    LPSERVICE_ADDRESSES lpServiceAddress;
    BLOB ServiceSpecificInfo;
} SERVICE_INFOW, *LPSERVICE_INFOW;

typedef struct _NS_SERVICE_INFOW {
    DWORD dwNameSpace;
    SERVICE_INFOW ServiceInfo;
} NS_SERVICE_INFOW, *LPNS_SERVICE_INFOW;

typedef struct _PROTOCOL_INFOW {
    DWORD dwServiceFlags;
    int iAddressFamily;
    int iMaxSockAddr;
    int iMinSockAddr;
    int iSocketType;
    int iProtocol;
    DWORD dwMessageSize;
    LPWSTR lpProtocol;
} PROTOCOL_INFOW, *LPPROTOCOL_INFOW;

typedef void (CALLBACK *LPSERVICE_CALLBACK_PROC)(LPARAM parameter, HANDLE task);

typedef struct _SERVICE_ASYNC_INFO {
    LPSERVICE_CALLBACK_PROC lpServiceCallbackProc;
    LPARAM lParam;
    HANDLE hAsyncTaskHandle;
} SERVICE_ASYNC_INFO, *LPSERVICE_ASYNC_INFO;

#ifdef UNICODE
typedef NS_INFOW NS_INFO, *LPNS_INFO;
typedef SERVICE_INFOW SERVICE_INFO, *LPSERVICE_INFO;
typedef NS_SERVICE_INFOW NS_SERVICE_INFO, *LPNS_SERVICE_INFO;
typedef PROTOCOL_INFOW PROTOCOL_INFO, *LPPROTOCOL_INFO;
#else
typedef NS_INFOA NS_INFO, *LPNS_INFO;
typedef SERVICE_INFOA SERVICE_INFO, *LPSERVICE_INFO;
typedef NS_SERVICE_INFOA NS_SERVICE_INFO, *LPNS_SERVICE_INFO;
typedef PROTOCOL_INFOA PROTOCOL_INFO, *LPPROTOCOL_INFO;
#endif

_WS2_BEGIN_DECLS
int WSAAPI GetAddressByNameA(DWORD name_space, LPGUID type, LPSTR name, LPINT protocols, DWORD resolution, LPSERVICE_ASYNC_INFO async, LPVOID buffer, LPDWORD length, LPSTR aliases, LPDWORD aliases_length) WS2_SYMBOL(GetAddressByNameA);
int WSAAPI GetAddressByNameW(DWORD name_space, LPGUID type, LPWSTR name, LPINT protocols, DWORD resolution, LPSERVICE_ASYNC_INFO async, LPVOID buffer, LPDWORD length, LPWSTR aliases, LPDWORD aliases_length) WS2_SYMBOL(GetAddressByNameW);
int WSAAPI GetNameByTypeA(LPGUID type, LPSTR name, DWORD name_size) WS2_SYMBOL(GetNameByTypeA);
int WSAAPI GetNameByTypeW(LPGUID type, LPWSTR name, DWORD name_size) WS2_SYMBOL(GetNameByTypeW);
int WSAAPI GetServiceA(DWORD name_space, LPGUID type, LPSTR name, DWORD properties, LPVOID buffer, LPDWORD size, LPSERVICE_ASYNC_INFO async) WS2_SYMBOL(GetServiceA);
int WSAAPI GetServiceW(DWORD name_space, LPGUID type, LPWSTR name, DWORD properties, LPVOID buffer, LPDWORD size, LPSERVICE_ASYNC_INFO async) WS2_SYMBOL(GetServiceW);
int WSAAPI GetTypeByNameA(LPSTR name, LPGUID type) WS2_SYMBOL(GetTypeByNameA);
int WSAAPI GetTypeByNameW(LPWSTR name, LPGUID type) WS2_SYMBOL(GetTypeByNameW);
int WSAAPI SetServiceA(DWORD name_space, DWORD operation, DWORD flags, LPSERVICE_INFOA info, LPSERVICE_ASYNC_INFO async, LPDWORD status) WS2_SYMBOL(SetServiceA);
int WSAAPI SetServiceW(DWORD name_space, DWORD operation, DWORD flags, LPSERVICE_INFOW info, LPSERVICE_ASYNC_INFO async, LPDWORD status) WS2_SYMBOL(SetServiceW);
_WS2_END_DECLS

#define GetAddressByName _WS2_AW(GetAddressByName)
#define GetNameByType _WS2_AW(GetNameByType)
#define GetService _WS2_AW(GetService)
#define GetTypeByName _WS2_AW(GetTypeByName)
#define SetService _WS2_AW(SetService)

_WS2_BEGIN_DECLS
INT WSAAPI EnumProtocolsA(LPINT protocols, LPVOID buffer, LPDWORD length) WS2_SYMBOL(EnumProtocolsA);
INT WSAAPI EnumProtocolsW(LPINT protocols, LPVOID buffer, LPDWORD length) WS2_SYMBOL(EnumProtocolsW);
_WS2_END_DECLS

#define EnumProtocols _WS2_AW(EnumProtocols)

#endif
