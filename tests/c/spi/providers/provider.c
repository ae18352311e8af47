/* A provider that does what the program tells it: started under an entry of its own, its sockets are handles and nothing
 * else; under a chain with XP1_IFS_HANDLES it hands the base's sockets through. */
#include "control.h"

#include <string.h>

static CONTROL control = {0, MAKEWORD(2, 2), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, {0}, {0}, 0, 0, 0, 0, 0, 0, 0};
static WSPPROC_TABLE base;
static WSAPROTOCOL_INFOW base_info;

__declspec(dllexport) CONTROL *provider_control(void)
{
    return &control;
}

static DWORD own_id(void)
{
    return control.own_id != 0 ? control.own_id : control.info.dwCatalogEntryId;
}

static int is_ifs(void)
{
    return control.info.ProtocolChain.ChainLen > 1 && (control.info.dwServiceFlags1 & XP1_IFS_HANDLES) != 0;
}

static SOCKET WSPAPI own_socket(int af, int type, int protocol, LPWSAPROTOCOL_INFOW info, DWORD group, DWORD flags, LPINT error)
{
    SOCKET lower;
    InterlockedIncrement(&control.sockets);
    if (!is_ifs())
        return control.upcalls.lpWPUCreateSocketHandle(own_id(), 0xabcdef, error);
    (void)info;
    lower = base.lpWSPSocket(af, type, protocol, &base_info, group, flags, error);
    return lower == INVALID_SOCKET ? lower : control.upcalls.lpWPUModifyIFSHandle(own_id(), lower, error);
}

static int WSPAPI own_close(SOCKET s, LPINT error)
{
    InterlockedIncrement(&control.closes);
    if (control.close_error != 0) {
        *error = control.close_error;
        return SOCKET_ERROR;
    }
    return is_ifs() ? base.lpWSPCloseSocket(s, error) : control.upcalls.lpWPUCloseSocketHandle(s, error);
}

static int WSPAPI own_send(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags, LPWSAOVERLAPPED overlapped,
    LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread, LPINT error)
{
    InterlockedIncrement(&control.sends);
    if (is_ifs())
        return base.lpWSPSend(s, buffers, count, sent, flags, overlapped, routine, thread, error);
    control.sent_bytes = count == 0 ? 0 : buffers[0].len;
    control.overlapped = overlapped;
    if (overlapped != NULL) {
        overlapped->Internal = (ULONG_PTR)WSS_OPERATION_IN_PROGRESS;
        *error = WSA_IO_PENDING;
        return SOCKET_ERROR;
    }
    *sent = control.sent_bytes;
    return 0;
}

static int WSPAPI own_receive(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
    LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread, LPINT error)
{
    InterlockedIncrement(&control.receives);
    if (is_ifs())
        return base.lpWSPRecv(s, buffers, count, received, flags, overlapped, routine, thread, error);
    if (count == 0 || buffers[0].len < 3) {
        *error = WSAECONNRESET;
        return SOCKET_ERROR;
    }
    memcpy(buffers[0].buf, "abc", 3);
    *received = 3;
    return 0;
}

static BOOL WSPAPI own_result(SOCKET s, LPWSAOVERLAPPED overlapped, LPDWORD transferred, BOOL wait, LPDWORD flags, LPINT error)
{
    if (is_ifs())
        return base.lpWSPGetOverlappedResult(s, overlapped, transferred, wait, flags, error);
    if (overlapped->Internal == (ULONG_PTR)WSS_OPERATION_IN_PROGRESS) {
        *error = WSA_IO_INCOMPLETE;
        return FALSE;
    }
    *transferred = (DWORD)overlapped->InternalHigh;
    *flags = 0;
    *error = overlapped->Internal == 0 ? 0 : WSAECONNRESET;
    return *error == 0;
}

static int WSPAPI own_cleanup(LPINT error)
{
    InterlockedIncrement(&control.cleanups);
    return base.lpWSPCleanup(error);
}

/* As layers do in their WSPStartup. */
static void look_around(LPWSAPROTOCOL_INFOW info)
{
    static WSAPROTOCOL_INFOW entries[64];
    DWORD length = sizeof(entries);
    WCHAR path[MAX_PATH];
    INT room = MAX_PATH, error = 0;
    SOCKET s;
    control.seen_entries = WSCEnumProtocols(NULL, entries, &length, &error);
    control.path_result = WSCGetProviderPath(&info->ProviderId, path, &room, &error);
    s = socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
    control.other_socket_error = s == INVALID_SOCKET ? WSAGetLastError() : 0;
    if (s != INVALID_SOCKET)
        closesocket(s);
    s = socket(info->iAddressFamily, info->iSocketType, info->iProtocol);
    control.own_socket_error = s == INVALID_SOCKET ? WSAGetLastError() : 0;
}

/* A base gets its own info, not the chain's. */
static int find_base(LPWSAPROTOCOL_INFOW info)
{
    static WSAPROTOCOL_INFOW entries[64];
    DWORD length = sizeof(entries), wanted;
    INT error = 0;
    int i, count = WSCEnumProtocols(NULL, entries, &length, &error);
    if (info->ProtocolChain.ChainLen < 2)
        wanted = 1001;
    else
        wanted = info->ProtocolChain.ChainEntries[info->ProtocolChain.ChainLen - 1];
    for (i = 0; i < count; i++)
        if (entries[i].dwCatalogEntryId == wanted) {
            base_info = entries[i];
            return 1;
        }
    return 0;
}

__declspec(dllexport) int WSPAPI WSPStartup(
    WORD requested, LPWSPDATA data, LPWSAPROTOCOL_INFOW info, WSPUPCALLTABLE upcalls, LPWSPPROC_TABLE table)
{
    WSPDATA base_data;
    LPWSPSTARTUP start_base;
    InterlockedIncrement(&control.startups);
    control.version_requested = requested;
    control.info = *info;
    control.upcalls = upcalls;
    control.thread = GetCurrentThreadId();
    if (control.startup_begun != NULL) {
        SetEvent(control.startup_begun);
        WaitForSingleObject(control.startup_may_go_on, INFINITE);
    }
    if (control.startup_result != 0)
        return control.startup_result;
    if (control.looks_around)
        look_around(info);
    control.base_module = LoadLibraryW(L"builtin:tcpip");
    if (control.base_module == NULL || !find_base(info))
        return WSAEPROVIDERFAILEDINIT;
    start_base = (LPWSPSTARTUP)(void *)GetProcAddress(control.base_module, "WSPStartup");
    if (start_base == NULL || start_base(requested, &base_data, &base_info, upcalls, &base) != 0)
        return WSAEPROVIDERFAILEDINIT;
    *table = base;
    table->lpWSPSocket = own_socket;
    table->lpWSPCloseSocket = own_close;
    table->lpWSPSend = own_send;
    table->lpWSPRecv = own_receive;
    table->lpWSPGetOverlappedResult = own_result;
    table->lpWSPCleanup = own_cleanup;
    if (control.hole)
        table->lpWSPSendTo = NULL;
    memset(data, 0, sizeof(*data));
    data->wVersion = control.version;
    data->wHighVersion = MAKEWORD(2, 2);
    return 0;
}
