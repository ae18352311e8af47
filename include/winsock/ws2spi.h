/* The service provider interface: what a transport or name space provider implements, what it may call, and
 * how it is installed. */
#ifndef _WINSOCK2SPI_
#define _WINSOCK2SPI_

#include <winsock2.h>

#define WSPAPI WSAAPI
#define WSPDESCRIPTION_LEN 255
#define WSS_OPERATION_IN_PROGRESS ((NTSTATUS)0x00000103)

typedef struct WSPData {
    WORD wVersion;
    WORD wHighVersion;
    WCHAR szDescription[WSPDESCRIPTION_LEN + 1];
} WSPDATA, *LPWSPDATA;

typedef struct _WSATHREADID {
    HANDLE ThreadHandle;
    DWORD_PTR Reserved;
} WSATHREADID, *LPWSATHREADID;

typedef BOOL (CALLBACK *LPBLOCKINGCALLBACK)(DWORD_PTR context);
typedef void (CALLBACK *LPWSAUSERAPC)(DWORD_PTR context);

/* The procedures of a transport provider. */
typedef SOCKET (WSPAPI *LPWSPACCEPT)(SOCKET s, struct sockaddr *addr, LPINT addrlen, LPCONDITIONPROC condition, DWORD_PTR callback_data, LPINT error);
typedef int (WSPAPI *LPWSPADDRESSTOSTRING)(struct sockaddr *address, DWORD length, LPWSAPROTOCOL_INFOW info, LPWSTR text, LPDWORD text_length, LPINT error);
typedef int (WSPAPI *LPWSPASYNCSELECT)(SOCKET s, HWND window, DWORD message, int events, LPINT error);
typedef int (WSPAPI *LPWSPBIND)(SOCKET s, const struct sockaddr *name, int namelen, LPINT error);
typedef int (WSPAPI *LPWSPCANCELBLOCKINGCALL)(LPINT error);
typedef int (WSPAPI *LPWSPCLEANUP)(LPINT error);
typedef int (WSPAPI *LPWSPCLOSESOCKET)(SOCKET s, LPINT error);
typedef int (WSPAPI *LPWSPCONNECT)(SOCKET s, const struct sockaddr *name, int namelen, LPWSABUF caller_data, LPWSABUF callee_data, LPQOS socket_qos, LPQOS group_qos, LPINT error);
typedef int (WSPAPI *LPWSPDUPLICATESOCKET)(SOCKET s, DWORD process_id, LPWSAPROTOCOL_INFOW info, LPINT error);
typedef int (WSPAPI *LPWSPENUMNETWORKEVENTS)(SOCKET s, HANDLE event, LPWSANETWORKEVENTS events, LPINT error);
typedef int (WSPAPI *LPWSPEVENTSELECT)(SOCKET s, WSAEVENT event, int network_events, LPINT error);
typedef BOOL (WSPAPI *LPWSPGETOVERLAPPEDRESULT)(SOCKET s, LPWSAOVERLAPPED overlapped, LPDWORD transferred, BOOL wait, LPDWORD flags, LPINT error);
typedef int (WSPAPI *LPWSPGETPEERNAME)(SOCKET s, struct sockaddr *name, LPINT namelen, LPINT error);
typedef int (WSPAPI *LPWSPGETSOCKNAME)(SOCKET s, struct sockaddr *name, LPINT namelen, LPINT error);
typedef int (WSPAPI *LPWSPGETSOCKOPT)(SOCKET s, int level, int optname, LPSTR optval, LPINT optlen, LPINT error);
typedef BOOL (WSPAPI *LPWSPGETQOSBYNAME)(SOCKET s, LPWSABUF name, LPQOS qos, LPINT error);
typedef int (WSPAPI *LPWSPIOCTL)(SOCKET s, DWORD code, LPVOID in, DWORD in_size, LPVOID out, DWORD out_size, LPDWORD returned, LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread, LPINT error);
typedef SOCKET (WSPAPI *LPWSPJOINLEAF)(SOCKET s, const struct sockaddr *name, int namelen, LPWSABUF caller_data, LPWSABUF callee_data, LPQOS socket_qos, LPQOS group_qos, DWORD flags, LPINT error);
typedef int (WSPAPI *LPWSPLISTEN)(SOCKET s, int backlog, LPINT error);
typedef int (WSPAPI *LPWSPRECV)(SOCKET s, LPWSABUF buffers, DWORD buffer_count, LPDWORD received, LPDWORD flags, LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread, LPINT error);
typedef int (WSPAPI *LPWSPRECVDISCONNECT)(SOCKET s, LPWSABUF data, LPINT error);
typedef int (WSPAPI *LPWSPRECVFROM)(SOCKET s, LPWSABUF buffers, DWORD buffer_count, LPDWORD received, LPDWORD flags, struct sockaddr *from, LPINT fromlen, LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread, LPINT error);
typedef int (WSPAPI *LPWSPSELECT)(int nfds, fd_set *readfds, fd_set *writefds, fd_set *exceptfds, const struct timeval *timeout, LPINT error);
typedef int (WSPAPI *LPWSPSEND)(SOCKET s, LPWSABUF buffers, DWORD buffer_count, LPDWORD sent, DWORD flags, LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread, LPINT error);
typedef int (WSPAPI *LPWSPSENDDISCONNECT)(SOCKET s, LPWSABUF data, LPINT error);
typedef int (WSPAPI *LPWSPSENDTO)(SOCKET s, LPWSABUF buffers, DWORD buffer_count, LPDWORD sent, DWORD flags, const struct sockaddr *to, int tolen, LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread, LPINT error);
typedef int (WSPAPI *LPWSPSETSOCKOPT)(SOCKET s, int level, int optname, LPCSTR optval, int optlen, LPINT error);
typedef int (WSPAPI *LPWSPSHUTDOWN)(SOCKET s, int how, LPINT error);
typedef SOCKET (WSPAPI *LPWSPSOCKET)(int af, int type, int protocol, LPWSAPROTOCOL_INFOW info, DWORD g, DWORD flags, LPINT error);
typedef int (WSPAPI *LPWSPSTRINGTOADDRESS)(LPWSTR text, int family, LPWSAPROTOCOL_INFOW info, struct sockaddr *address, LPINT length, LPINT error);

typedef struct _WSPPROC_TABLE {
    LPWSPACCEPT lpWSPAccept;
    LPWSPADDRESSTOSTRING lpWSPAddressToString;
    LPWSPASYNCSELECT lpWSPAsyncSelect;
    LPWSPBIND lpWSPBind;
    LPWSPCANCELBLOCKINGCALL lpWSPCancelBlockingCall;
    LPWSPCLEANUP lpWSPCleanup;
    LPWSPCLOSESOCKET lpWSPCloseSocket;
    LPWSPCONNECT lpWSPConnect;
    LPWSPDUPLICATESOCKET lpWSPDuplicateSocket;
    LPWSPENUMNETWORKEVENTS lpWSPEnumNetworkEvents;
    LPWSPEVENTSELECT lpWSPEventSelect;
    LPWSPGETOVERLAPPEDRESULT lpWSPGetOverlappedResult;
    LPWSPGETPEERNAME lpWSPGetPeerName;
    LPWSPGETSOCKNAME lpWSPGetSockName;
    LPWSPGETSOCKOPT lpWSPGetSockOpt;
    LPWSPGETQOSBYNAME lpWSPGetQOSByName;
    LPWSPIOCTL lpWSPIoctl;
    LPWSPJOINLEAF lpWSPJoinLeaf;
    LPWSPLISTEN lpWSPListen;
    LPWSPRECV lpWSPRecv;
    LPWSPRECVDISCONNECT lpWSPRecvDisconnect;
    LPWSPRECVFROM lpWSPRecvFrom;
    LPWSPSELECT lpWSPSelect;
    LPWSPSEND lpWSPSend;
    LPWSPSENDDISCONNECT lpWSPSendDisconnect;
    LPWSPSENDTO lpWSPSendTo;
    LPWSPSETSOCKOPT lpWSPSetSockOpt;
    LPWSPSHUTDOWN lpWSPShutdown;
    LPWSPSOCKET lpWSPSocket;
    LPWSPSTRINGTOADDRESS lpWSPStringToAddress;
} WSPPROC_TABLE, *LPWSPPROC_TABLE;

/* What ws2_32 offers a provider. */
typedef BOOL (WSPAPI *LPWPUCLOSEEVENT)(WSAEVENT event, LPINT error);
typedef int (WSPAPI *LPWPUCLOSESOCKETHANDLE)(SOCKET s, LPINT error);
typedef WSAEVENT (WSPAPI *LPWPUCREATEEVENT)(LPINT error);
typedef SOCKET (WSPAPI *LPWPUCREATESOCKETHANDLE)(DWORD catalog_entry_id, DWORD_PTR context, LPINT error);
typedef int (WSPAPI *LPWPUFDISSET)(SOCKET s, fd_set *fdset);
typedef int (WSPAPI *LPWPUGETPROVIDERPATH)(LPGUID provider, LPWSTR path, LPINT path_length, LPINT error);
typedef SOCKET (WSPAPI *LPWPUMODIFYIFSHANDLE)(DWORD catalog_entry_id, SOCKET proposed, LPINT error);
typedef BOOL (WSPAPI *LPWPUPOSTMESSAGE)(HWND window, DWORD msg, WPARAM wparam, LPARAM lparam);
typedef int (WSPAPI *LPWPUQUERYBLOCKINGCALLBACK)(DWORD catalog_entry_id, LPBLOCKINGCALLBACK *callback, PDWORD_PTR context, LPINT error);
typedef int (WSPAPI *LPWPUQUERYSOCKETHANDLECONTEXT)(SOCKET s, PDWORD_PTR context, LPINT error);
typedef int (WSPAPI *LPWPUQUEUEAPC)(LPWSATHREADID thread, LPWSAUSERAPC routine, DWORD_PTR context, LPINT error);
typedef BOOL (WSPAPI *LPWPURESETEVENT)(WSAEVENT event, LPINT error);
typedef BOOL (WSPAPI *LPWPUSETEVENT)(WSAEVENT event, LPINT error);
typedef int (WSPAPI *LPWPUOPENCURRENTTHREAD)(LPWSATHREADID thread, LPINT error);
typedef int (WSPAPI *LPWPUCLOSETHREAD)(LPWSATHREADID thread, LPINT error);
typedef int (WSPAPI *LPWPUCOMPLETEOVERLAPPEDREQUEST)(SOCKET s, LPWSAOVERLAPPED overlapped, DWORD completion_error, DWORD transferred, LPINT error);

typedef struct _WSPUPCALLTABLE {
    LPWPUCLOSEEVENT lpWPUCloseEvent;
    LPWPUCLOSESOCKETHANDLE lpWPUCloseSocketHandle;
    LPWPUCREATEEVENT lpWPUCreateEvent;
    LPWPUCREATESOCKETHANDLE lpWPUCreateSocketHandle;
    LPWPUFDISSET lpWPUFDIsSet;
    LPWPUGETPROVIDERPATH lpWPUGetProviderPath;
    LPWPUMODIFYIFSHANDLE lpWPUModifyIFSHandle;
    LPWPUPOSTMESSAGE lpWPUPostMessage;
    LPWPUQUERYBLOCKINGCALLBACK lpWPUQueryBlockingCallback;
    LPWPUQUERYSOCKETHANDLECONTEXT lpWPUQuerySocketHandleContext;
    LPWPUQUEUEAPC lpWPUQueueApc;
    LPWPURESETEVENT lpWPUResetEvent;
    LPWPUSETEVENT lpWPUSetEvent;
    LPWPUOPENCURRENTTHREAD lpWPUOpenCurrentThread;
    LPWPUCLOSETHREAD lpWPUCloseThread;
} WSPUPCALLTABLE, *LPWSPUPCALLTABLE;

typedef int (WSPAPI *LPWSPSTARTUP)(WORD version_requested, LPWSPDATA data, LPWSAPROTOCOL_INFOW info, WSPUPCALLTABLE upcalls, LPWSPPROC_TABLE procedures);

/* Name space providers. */
typedef int (WSPAPI *LPNSPCLEANUP)(LPGUID provider);
typedef int (WSPAPI *LPNSPLOOKUPSERVICEBEGIN)(LPGUID provider, LPWSAQUERYSETW restrictions, LPWSASERVICECLASSINFOW class_info, DWORD flags, LPHANDLE lookup);
typedef int (WSPAPI *LPNSPLOOKUPSERVICENEXT)(HANDLE lookup, DWORD flags, LPDWORD length, LPWSAQUERYSETW results);
typedef int (WSPAPI *LPNSPLOOKUPSERVICEEND)(HANDLE lookup);
typedef int (WSPAPI *LPNSPSETSERVICE)(LPGUID provider, LPWSASERVICECLASSINFOW class_info, LPWSAQUERYSETW info, WSAESETSERVICEOP operation, DWORD flags);
typedef int (WSPAPI *LPNSPINSTALLSERVICECLASS)(LPGUID provider, LPWSASERVICECLASSINFOW class_info);
typedef int (WSPAPI *LPNSPREMOVESERVICECLASS)(LPGUID provider, LPGUID service_class);
typedef int (WSPAPI *LPNSPGETSERVICECLASSINFO)(LPGUID provider, LPDWORD size, LPWSASERVICECLASSINFOW class_info);
typedef int (WSPAPI *LPNSPIOCTL)(HANDLE lookup, DWORD dwcontrolcode, LPVOID in, DWORD in_size, LPVOID out, DWORD out_size, LPDWORD returned, LPWSACOMPLETION completion, LPWSATHREADID thread);

typedef struct _NSP_ROUTINE {
    DWORD cbSize;
    DWORD dwMajorVersion;
    DWORD dwMinorVersion;
    LPNSPCLEANUP NSPCleanup;
    LPNSPLOOKUPSERVICEBEGIN NSPLookupServiceBegin;
    LPNSPLOOKUPSERVICENEXT NSPLookupServiceNext;
    LPNSPLOOKUPSERVICEEND NSPLookupServiceEnd;
    LPNSPSETSERVICE NSPSetService;
    LPNSPINSTALLSERVICECLASS NSPInstallServiceClass;
    LPNSPREMOVESERVICECLASS NSPRemoveServiceClass;
    LPNSPGETSERVICECLASSINFO NSPGetServiceClassInfo;
    LPNSPIOCTL NSPIoctl;
} NSP_ROUTINE, *LPNSP_ROUTINE;

typedef int (WSPAPI *LPNSPSTARTUP)(LPGUID provider, LPNSP_ROUTINE routines);

typedef int (WSPAPI *LPNSPV2STARTUP)(LPGUID provider, LPVOID *session);
typedef int (WSPAPI *LPNSPV2CLEANUP)(LPGUID provider, LPVOID session);
typedef int (WSPAPI *LPNSPV2LOOKUPSERVICEBEGIN)(LPGUID provider, LPWSAQUERYSET2W restrictions, DWORD flags, LPVOID session, LPHANDLE lookup);
typedef void (WSPAPI *LPNSPV2LOOKUPSERVICENEXTEX)(HANDLE call, HANDLE lookup, DWORD flags, LPDWORD length, LPWSAQUERYSET2W results);
typedef int (WSPAPI *LPNSPV2LOOKUPSERVICEEND)(HANDLE lookup);
typedef void (WSPAPI *LPNSPV2SETSERVICEEX)(HANDLE call, LPGUID provider, LPWSAQUERYSET2W info, WSAESETSERVICEOP operation, DWORD flags, LPVOID session);
typedef void (WSPAPI *LPNSPV2CLIENTSESSIONRUNDOWN)(LPGUID provider, LPVOID session);

typedef struct _NSPV2_ROUTINE {
    DWORD cbSize;
    DWORD dwMajorVersion;
    DWORD dwMinorVersion;
    LPNSPV2STARTUP NSPv2Startup;
    LPNSPV2CLEANUP NSPv2Cleanup;
    LPNSPV2LOOKUPSERVICEBEGIN NSPv2LookupServiceBegin;
    LPNSPV2LOOKUPSERVICENEXTEX NSPv2LookupServiceNextEx;
    LPNSPV2LOOKUPSERVICEEND NSPv2LookupServiceEnd;
    LPNSPV2SETSERVICEEX NSPv2SetServiceEx;
    LPNSPV2CLIENTSESSIONRUNDOWN NSPv2ClientSessionRundown;
} NSPV2_ROUTINE, *LPNSPV2_ROUTINE;

/* Installation. */
#define LSP_SYSTEM 0x80000000
#define LSP_INSPECTOR 0x0001
#define LSP_REDIRECTOR 0x0002
#define LSP_PROXY 0x0004
#define LSP_FIREWALL 0x0008
#define LSP_INBOUND_MODIFY 0x0010
#define LSP_OUTBOUND_MODIFY 0x0020
#define LSP_CRYPTO_COMPRESS 0x0040
#define LSP_LOCAL_CACHE 0x0080

typedef enum _WSC_PROVIDER_INFO_TYPE {
    ProviderInfoLspCategories,
    ProviderInfoAudit
} WSC_PROVIDER_INFO_TYPE;

typedef struct _WSC_PROVIDER_AUDIT_INFO {
    DWORD RecordSize;
    LPVOID Reserved;
} WSC_PROVIDER_AUDIT_INFO;

_WS2_BEGIN_DECLS
BOOL WSPAPI WPUCloseEvent(WSAEVENT event, LPINT error) WS2_SYMBOL(WPUCloseEvent);
int WSPAPI WPUCloseSocketHandle(SOCKET s, LPINT error) WS2_SYMBOL(WPUCloseSocketHandle);
int WSPAPI WPUCloseThread(LPWSATHREADID thread, LPINT error) WS2_SYMBOL(WPUCloseThread);
int WSPAPI WPUCompleteOverlappedRequest(SOCKET s, LPWSAOVERLAPPED overlapped, DWORD completion_error, DWORD transferred, LPINT error) WS2_SYMBOL(WPUCompleteOverlappedRequest);
WSAEVENT WSPAPI WPUCreateEvent(LPINT error) WS2_SYMBOL(WPUCreateEvent);
SOCKET WSPAPI WPUCreateSocketHandle(DWORD catalog_entry_id, DWORD_PTR context, LPINT error) WS2_SYMBOL(WPUCreateSocketHandle);
int WSPAPI WPUFDIsSet(SOCKET s, fd_set *fdset) WS2_SYMBOL(WPUFDIsSet);
int WSPAPI WPUGetProviderPath(LPGUID provider, LPWSTR path, LPINT path_length, LPINT error) WS2_SYMBOL(WPUGetProviderPath);
SOCKET WSPAPI WPUModifyIFSHandle(DWORD catalog_entry_id, SOCKET proposed, LPINT error) WS2_SYMBOL(WPUModifyIFSHandle);
int WSPAPI WPUOpenCurrentThread(LPWSATHREADID thread, LPINT error) WS2_SYMBOL(WPUOpenCurrentThread);
BOOL WSPAPI WPUPostMessage(HWND window, DWORD msg, WPARAM wparam, LPARAM lparam) WS2_SYMBOL(WPUPostMessage);
int WSPAPI WPUQueryBlockingCallback(DWORD catalog_entry_id, LPBLOCKINGCALLBACK *callback, PDWORD_PTR context, LPINT error) WS2_SYMBOL(WPUQueryBlockingCallback);
int WSPAPI WPUQuerySocketHandleContext(SOCKET s, PDWORD_PTR context, LPINT error) WS2_SYMBOL(WPUQuerySocketHandleContext);
int WSPAPI WPUQueueApc(LPWSATHREADID thread, LPWSAUSERAPC routine, DWORD_PTR context, LPINT error) WS2_SYMBOL(WPUQueueApc);
BOOL WSPAPI WPUResetEvent(WSAEVENT event, LPINT error) WS2_SYMBOL(WPUResetEvent);
BOOL WSPAPI WPUSetEvent(WSAEVENT event, LPINT error) WS2_SYMBOL(WPUSetEvent);
int WSPAPI WSCDeinstallProvider(LPGUID provider, LPINT error) WS2_SYMBOL(WSCDeinstallProvider);
int WSPAPI WSCDeinstallProvider32(LPGUID provider, LPINT error) WS2_SYMBOL(WSCDeinstallProvider32);
int WSPAPI WSCEnableNSProvider(LPGUID provider, BOOL enable) WS2_SYMBOL(WSCEnableNSProvider);
int WSPAPI WSCEnableNSProvider32(LPGUID provider, BOOL enable) WS2_SYMBOL(WSCEnableNSProvider32);
int WSPAPI WSCEnumNameSpaceProviders32(LPDWORD length, LPWSANAMESPACE_INFOW buffer) WS2_SYMBOL(WSCEnumNameSpaceProviders32);
int WSPAPI WSCEnumNameSpaceProvidersEx32(LPDWORD length, LPWSANAMESPACE_INFOEXW buffer) WS2_SYMBOL(WSCEnumNameSpaceProvidersEx32);
int WSPAPI WSCEnumProtocols(LPINT protocols, LPWSAPROTOCOL_INFOW buffer, LPDWORD length, LPINT error) WS2_SYMBOL(WSCEnumProtocols);
int WSPAPI WSCEnumProtocols32(LPINT protocols, LPWSAPROTOCOL_INFOW buffer, LPDWORD length, LPINT error) WS2_SYMBOL(WSCEnumProtocols32);
int WSPAPI WSCGetApplicationCategory(LPCWSTR path, DWORD path_length, LPCWSTR extra, DWORD extra_length, LPDWORD categories, LPINT error) WS2_SYMBOL(WSCGetApplicationCategory);
int WSPAPI WSCGetProviderInfo(LPGUID provider, WSC_PROVIDER_INFO_TYPE type, BYTE *info, PDWORD_PTR size, DWORD flags, LPINT error) WS2_SYMBOL(WSCGetProviderInfo);
int WSPAPI WSCGetProviderInfo32(LPGUID provider, WSC_PROVIDER_INFO_TYPE type, BYTE *info, PDWORD_PTR size, DWORD flags, LPINT error) WS2_SYMBOL(WSCGetProviderInfo32);
int WSPAPI WSCGetProviderPath(LPGUID provider, LPWSTR path, LPINT path_length, LPINT error) WS2_SYMBOL(WSCGetProviderPath);
int WSPAPI WSCGetProviderPath32(LPGUID provider, LPWSTR path, LPINT path_length, LPINT error) WS2_SYMBOL(WSCGetProviderPath32);
int WSPAPI WSCInstallNameSpace(LPWSTR identifier, LPWSTR path, DWORD name_space, DWORD version, LPGUID provider) WS2_SYMBOL(WSCInstallNameSpace);
int WSPAPI WSCInstallNameSpace32(LPWSTR identifier, LPWSTR path, DWORD name_space, DWORD version, LPGUID provider) WS2_SYMBOL(WSCInstallNameSpace32);
int WSPAPI WSCInstallNameSpaceEx(LPWSTR identifier, LPWSTR path, DWORD name_space, DWORD version, LPGUID provider, LPBLOB provider_specific) WS2_SYMBOL(WSCInstallNameSpaceEx);
int WSPAPI WSCInstallNameSpaceEx32(LPWSTR identifier, LPWSTR path, DWORD name_space, DWORD version, LPGUID provider, LPBLOB provider_specific) WS2_SYMBOL(WSCInstallNameSpaceEx32);
int WSPAPI WSCInstallProvider(LPGUID provider, LPCWSTR path, LPWSAPROTOCOL_INFOW list, DWORD count, LPINT error) WS2_SYMBOL(WSCInstallProvider);
int WSPAPI WSCInstallProvider64_32(LPGUID provider, LPCWSTR path, LPWSAPROTOCOL_INFOW list, DWORD count, LPINT error) WS2_SYMBOL(WSCInstallProvider64_32);
int WSPAPI WSCInstallProviderAndChains(LPGUID provider, LPCWSTR path, LPCWSTR name, DWORD service_flags, LPWSAPROTOCOL_INFOW list, DWORD count, LPDWORD catalog_entry_id, LPINT error) WS2_SYMBOL(WSCInstallProviderAndChains);
int WSPAPI WSCInstallProviderAndChains64_32(LPGUID provider, LPCWSTR path, LPCWSTR path32, LPCWSTR name, DWORD service_flags, LPWSAPROTOCOL_INFOW list, DWORD count, LPDWORD catalog_entry_id, LPINT error) WS2_SYMBOL(WSCInstallProviderAndChains64_32);
int WSPAPI WSCSetApplicationCategory(LPCWSTR path, DWORD path_length, LPCWSTR extra, DWORD extra_length, DWORD categories, LPDWORD previous, LPINT error) WS2_SYMBOL(WSCSetApplicationCategory);
int WSPAPI WSCSetProviderInfo(LPGUID provider, WSC_PROVIDER_INFO_TYPE type, BYTE *info, DWORD_PTR size, DWORD flags, LPINT error) WS2_SYMBOL(WSCSetProviderInfo);
int WSPAPI WSCSetProviderInfo32(LPGUID provider, WSC_PROVIDER_INFO_TYPE type, BYTE *info, DWORD_PTR size, DWORD flags, LPINT error) WS2_SYMBOL(WSCSetProviderInfo32);
int WSPAPI WSCUnInstallNameSpace(LPGUID provider) WS2_SYMBOL(WSCUnInstallNameSpace);
int WSPAPI WSCUnInstallNameSpace32(LPGUID provider) WS2_SYMBOL(WSCUnInstallNameSpace32);
int WSPAPI WSCUpdateProvider(LPGUID provider, LPCWSTR path, LPWSAPROTOCOL_INFOW list, DWORD count, LPINT error) WS2_SYMBOL(WSCUpdateProvider);
int WSPAPI WSCUpdateProvider32(LPGUID provider, LPCWSTR path, LPWSAPROTOCOL_INFOW list, DWORD count, LPINT error) WS2_SYMBOL(WSCUpdateProvider32);
int WSPAPI WSCWriteNameSpaceOrder(LPGUID provider, DWORD count) WS2_SYMBOL(WSCWriteNameSpaceOrder);
int WSPAPI WSCWriteNameSpaceOrder32(LPGUID provider, DWORD count) WS2_SYMBOL(WSCWriteNameSpaceOrder32);
int WSPAPI WSCWriteProviderOrder(LPDWORD catalog_entry_ids, DWORD count) WS2_SYMBOL(WSCWriteProviderOrder);
int WSPAPI WSCWriteProviderOrder32(LPDWORD catalog_entry_ids, DWORD count) WS2_SYMBOL(WSCWriteProviderOrder32);

/* What the library of a provider exports. */
__attribute__((__visibility__("default")))
int WSPAPI WSPStartup(WORD version_requested, LPWSPDATA data, LPWSAPROTOCOL_INFOW info, WSPUPCALLTABLE upcalls, LPWSPPROC_TABLE procedures);
__attribute__((__visibility__("default")))
int WSPAPI NSPStartup(LPGUID provider, LPNSP_ROUTINE routines);
_WS2_END_DECLS

/* For GetProcAddress. */
typedef __typeof__(&WSCDeinstallProvider) LPWSCDEINSTALLPROVIDER;
typedef __typeof__(&WSCEnableNSProvider) LPWSCENABLENSPROVIDER;
typedef __typeof__(&WSCEnumProtocols) LPWSCENUMPROTOCOLS;
typedef __typeof__(&WSCGetApplicationCategory) LPWSCGETAPPLICATIONCATEGORY;
typedef __typeof__(&WSCGetProviderInfo) LPWSCGETPROVIDERINFO;
typedef __typeof__(&WSCGetProviderPath) LPWSCGETPROVIDERPATH;
typedef __typeof__(&WSCInstallNameSpace) LPWSCINSTALLNAMESPACE;
typedef __typeof__(&WSCInstallNameSpaceEx) LPWSCINSTALLNAMESPACEEX;
typedef __typeof__(&WSCInstallProvider) LPWSCINSTALLPROVIDER;
typedef __typeof__(&WSCInstallProviderAndChains) LPWSCINSTALLPROVIDERANDCHAINS;
typedef __typeof__(&WSCSetApplicationCategory) LPWSCSETAPPLICATIONCATEGORY;
typedef __typeof__(&WSCSetProviderInfo) LPWSCSETPROVIDERINFO;
typedef __typeof__(&WSCUnInstallNameSpace) LPWSCUNINSTALLNAMESPACE;
typedef __typeof__(&WSCUpdateProvider) LPWSCUPDATEPROVIDER;
typedef __typeof__(&WSCWriteNameSpaceOrder) LPWSCWRITENAMESPACEORDER;
typedef __typeof__(&WSCWriteProviderOrder) LPWSCWRITEPROVIDERORDER;

#endif
