/* A provider that does what the program tells it: started under an entry of its own, its sockets are handles and nothing
 * else; under a chain with XP1_IFS_HANDLES it hands the base's sockets through. */
#include "control.h"

#include <string.h>

static CONTROL control = {.version = MAKEWORD(2, 2)};
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
    if (control.cleaned_up_in_socket) {
        control.cleaned_up_in_socket = 0;
        WSACleanup();
    }
    info->szProtocol[0] = '?';
    if (!is_ifs()) {
        control.made = control.upcalls.lpWPUCreateSocketHandle(own_id(), 0xabcdef, error);
        return control.made;
    }
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
    if (control.says_nothing)
        return SOCKET_ERROR;
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

static int WSPAPI own_ioctl(SOCKET s, DWORD code, LPVOID in, DWORD in_length, LPVOID out, DWORD out_length, LPDWORD returned,
    LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread, LPINT error)
{
    int result;
    if (control.says_nothing)
        return 0;
    if (control.hands_down) {
        SOCKET lower = base.lpWSPSocket(AF_INET, SOCK_STREAM, IPPROTO_TCP, NULL, 0, 0, error);
        result = base.lpWSPIoctl(lower, code, in, in_length, out, out_length, returned, overlapped, routine, thread, error);
        base.lpWSPCloseSocket(lower, error);
        return result;
    }
    if (!is_ifs()) {
        *error = WSAEINVAL;
        return SOCKET_ERROR;
    }
    return base.lpWSPIoctl(s, code, in, in_length, out, out_length, returned, overlapped, routine, thread, error);
}

static int WSPAPI own_peer(SOCKET s, struct sockaddr *name, LPINT length, LPINT error)
{
    if (is_ifs())
        return base.lpWSPGetPeerName(s, name, length, error);
    if (!control.connected) {
        *error = WSAENOTCONN;
        return SOCKET_ERROR;
    }
    memset(name, 0, sizeof(struct sockaddr_in));
    *length = sizeof(struct sockaddr_in);
    return 0;
}

static int keep(fd_set *set, int bit)
{
    if (set != NULL && (control.ready & bit) == 0)
        set->fd_count = 0;
    return set == NULL ? 0 : (int)set->fd_count;
}

static int WSPAPI own_select(
    int count, fd_set *read, fd_set *write, fd_set *except, const struct timeval *timeout, LPINT error)
{
    int found;
    if (is_ifs())
        return base.lpWSPSelect(count, read, write, except, timeout, error);
    if (read == NULL && write == NULL && except == NULL) {
        *error = WSAEINVAL;
        return SOCKET_ERROR;
    }
    if (control.closed_in_select != 0) {
        control.upcalls.lpWPUCloseSocketHandle(control.closed_in_select, error);
        control.closed_in_select = 0;
        *error = WSAENOTSOCK;
        return SOCKET_ERROR;
    }
    found = keep(read, 1) + keep(write, 2) + keep(except, 4);
    if (found == 0 && timeout != NULL)
        Sleep((DWORD)timeout->tv_usec / 1000);
    return found;
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
    table->lpWSPIoctl = own_ioctl;
    table->lpWSPGetPeerName = own_peer;
    table->lpWSPSelect = own_select;
    table->lpWSPCleanup = own_cleanup;
    if (control.hole)
        table->lpWSPSendTo = NULL;
    memset(data, 0, sizeof(*data));
    data->wVersion = control.version;
    data->wHighVersion = MAKEWORD(2, 2);
    return 0;
}
