/* The layer's sockets, and the calls that only have to find the socket below. */
#include "layer.h"

#define BUCKETS 1024

static layer_socket *sockets[BUCKETS];
static SRWLOCK sockets_lock = SRWLOCK_INIT;

static layer_socket **bucket_of(SOCKET s)
{
    return &sockets[(s >> 2) % BUCKETS];
}

static layer_socket *find(SOCKET s)
{
    layer_socket *found = *bucket_of(s);
    while (found && found->upper != s)
        found = found->next;
    return found;
}

/* The socket of a handle, which stays until it is released. */
layer_socket *acquire(SOCKET s, LPINT error)
{
    layer_socket *found = NULL;
#ifndef LAYER_IFS
    DWORD_PTR context;
    if (upcalls.lpWPUQuerySocketHandleContext(s, &context, error) == SOCKET_ERROR)
        return NULL;
#endif
    AcquireSRWLockShared(&sockets_lock);
    found = find(s);
#ifndef LAYER_IFS
    /* The handle may be another layer's, or closed by now: only then is the context no socket of this one. */
    if (found && (DWORD_PTR)found != context)
        found = NULL;
#endif
    if (found)
        InterlockedIncrement(&found->references);
    ReleaseSRWLockShared(&sockets_lock);
    if (!found)
        *error = WSAENOTSOCK;
    return found;
}

void release(layer_socket *socket)
{
    if (InterlockedDecrement(&socket->references) == 0)
        free(socket);
}

layer_socket *find_by_message(SOCKET lower, UINT message_below)
{
    layer_socket *found = NULL;
    int bucket;
    AcquireSRWLockShared(&sockets_lock);
    for (bucket = 0; bucket < BUCKETS && !found; bucket++)
        for (found = sockets[bucket]; found; found = found->next)
            if (found->lower == lower && found->message_below == message_below)
                break;
    if (found)
        InterlockedIncrement(&found->references);
    ReleaseSRWLockShared(&sockets_lock);
    return found;
}

/* Makes a socket of the one below; on failure that is closed. */
SOCKET adopt(SOCKET lower, const chain *of, BOOL overlapped, LPINT error)
{
    layer_socket *made = (layer_socket *)calloc(1, sizeof *made), **bucket;
    int ignored;
    *error = WSAENOBUFS;
    if (made) {
        made->references = 1;
        made->lower = lower;
        made->of = of;
        made->overlapped = overlapped;
        InitializeSRWLock(&made->operations_lock);
        InitializeConditionVariable(&made->told);
#ifdef LAYER_IFS
        made->upper = upcalls.lpWPUModifyIFSHandle(of->info.dwCatalogEntryId, lower, error);
#else
        made->upper = has_operations(made, error)
                          ? upcalls.lpWPUCreateSocketHandle(of->info.dwCatalogEntryId, (DWORD_PTR)made, error)
                          : INVALID_SOCKET;
#endif
    }
    if (!made || made->upper == INVALID_SOCKET) {
        free(made);
        of->below->table.lpWSPCloseSocket(lower, &ignored);
        return INVALID_SOCKET;
    }
    bucket = bucket_of(made->upper);
    AcquireSRWLockExclusive(&sockets_lock);
    made->next = *bucket;
    *bucket = made;
    ReleaseSRWLockExclusive(&sockets_lock);
    return made->upper;
}

/* Takes a socket out of the table; false if another thread has. */
static BOOL forget(layer_socket *socket)
{
    layer_socket **link = bucket_of(socket->upper);
    BOOL found;
    AcquireSRWLockExclusive(&sockets_lock);
    while (*link && *link != socket)
        link = &(*link)->next;
    found = *link != NULL;
    if (found)
        *link = socket->next;
    ReleaseSRWLockExclusive(&sockets_lock);
    return found;
}

void forget_all_sockets(void)
{
    int bucket;
    for (bucket = 0; bucket < BUCKETS; bucket++)
        while (sockets[bucket]) {
            layer_socket *socket = sockets[bucket];
            forget(socket);
            release(socket);
        }
}

/* The socket below is closed first. Only if that worked the handle goes: it must stay valid when a close would block. */
static int WSPAPI CloseSocket(SOCKET s, LPINT error)
{
    layer_socket *socket = acquire(s, error);
    int result, ignored;
    if (!socket)
        return SOCKET_ERROR;
    result = socket->of->below->table.lpWSPCloseSocket(socket->lower, error);
#ifndef LAYER_IFS
    if (result == 0)
        flush_messages(socket);
#endif
    if (result == 0 && forget(socket)) {
#ifndef LAYER_IFS
        /* Telling the ends of operations needs the handle. */
        wait_until_all_told(socket);
        upcalls.lpWPUCloseSocketHandle(s, &ignored);
#endif
        release(socket);
    }
    (void)ignored;
    release(socket);
    return result;
}

static SOCKET WSPAPI Socket(int af, int type, int protocol, LPWSAPROTOCOL_INFOW info, GROUP group, DWORD flags,
                            LPINT error)
{
    const chain *of = find_chain(info, error);
    WSAPROTOCOL_INFOW info_below;
    SOCKET lower;
    if (!of)
        return INVALID_SOCKET;
    info_below = of->info_below;
    if (info)
        info_below.dwProviderReserved = info->dwProviderReserved; /* a socket that another process shares */
    lower = of->below->table.lpWSPSocket(af, type, protocol, &info_below, group, flags, error);
    return lower == INVALID_SOCKET ? lower : adopt(lower, of, (flags & WSA_FLAG_OVERLAPPED) != 0, error);
}

static SOCKET WSPAPI Accept(SOCKET s, struct sockaddr *addr, LPINT addrlen, LPCONDITIONPROC condition,
                            DWORD_PTR callback_data, LPINT error)
{
    layer_socket *listener = acquire(s, error);
    SOCKET accepted;
    if (!listener)
        return INVALID_SOCKET;
    accepted = listener->of->below->table.lpWSPAccept(listener->lower, addr, addrlen, condition, callback_data, error);
    if (accepted != INVALID_SOCKET)
        accepted = adopt(accepted, listener->of, listener->overlapped, error);
#ifndef LAYER_IFS
    if (accepted != INVALID_SOCKET)
        inherit_messages(listener, accepted);
#endif
    release(listener);
    return accepted;
}

static SOCKET WSPAPI JoinLeaf(SOCKET s, const struct sockaddr *name, int namelen, LPWSABUF caller_data,
                              LPWSABUF callee_data, LPQOS socket_qos, LPQOS group_qos, DWORD flags, LPINT error)
{
    layer_socket *root = acquire(s, error);
    SOCKET leaf;
    if (!root)
        return INVALID_SOCKET;
    leaf = root->of->below->table.lpWSPJoinLeaf(root->lower, name, namelen, caller_data, callee_data, socket_qos,
                                                group_qos, flags, error);
    if (leaf == root->lower)
        leaf = s;
    else if (leaf != INVALID_SOCKET)
        leaf = adopt(leaf, root->of, root->overlapped, error);
    release(root);
    return leaf;
}

static int WSPAPI Bind(SOCKET s, const struct sockaddr *name, int namelen, LPINT error)
{
    FORWARD(lpWSPBind(socket->lower, name, namelen, error));
}

static int WSPAPI Connect(SOCKET s, const struct sockaddr *name, int namelen, LPWSABUF caller_data, LPWSABUF callee_data,
                          LPQOS socket_qos, LPQOS group_qos, LPINT error)
{
    FORWARD(lpWSPConnect(socket->lower, name, namelen, caller_data, callee_data, socket_qos, group_qos, error));
}

static int WSPAPI Listen(SOCKET s, int backlog, LPINT error)
{
    FORWARD(lpWSPListen(socket->lower, backlog, error));
}

static int WSPAPI Shutdown(SOCKET s, int how, LPINT error)
{
    FORWARD(lpWSPShutdown(socket->lower, how, error));
}

static int WSPAPI GetPeerName(SOCKET s, struct sockaddr *name, LPINT namelen, LPINT error)
{
    FORWARD(lpWSPGetPeerName(socket->lower, name, namelen, error));
}

static int WSPAPI GetSockName(SOCKET s, struct sockaddr *name, LPINT namelen, LPINT error)
{
    FORWARD(lpWSPGetSockName(socket->lower, name, namelen, error));
}

static BOOL WSPAPI GetQosByName(SOCKET s, LPWSABUF name, LPQOS qos, LPINT error)
{
    layer_socket *socket = acquire(s, error);
    BOOL found;
    if (!socket)
        return FALSE;
    found = socket->of->below->table.lpWSPGetQOSByName(socket->lower, name, qos, error);
    release(socket);
    return found;
}

static int WSPAPI RecvDisconnect(SOCKET s, LPWSABUF data, LPINT error)
{
    FORWARD(lpWSPRecvDisconnect(socket->lower, data, error));
}

static int WSPAPI SendDisconnect(SOCKET s, LPWSABUF data, LPINT error)
{
    FORWARD(lpWSPSendDisconnect(socket->lower, data, error));
}

static int WSPAPI EventSelect(SOCKET s, WSAEVENT event, LONG network_events, LPINT error)
{
    FORWARD(lpWSPEventSelect(socket->lower, event, network_events, error));
}

static int WSPAPI EnumNetworkEvents(SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS events, LPINT error)
{
    FORWARD(lpWSPEnumNetworkEvents(socket->lower, event, events, error));
}

/* The protocol of a socket is the chain, not what the provider below made of it. */
static int WSPAPI GetSockOpt(SOCKET s, int level, int optname, char *optval, LPINT optlen, LPINT error)
{
    if (level == SOL_SOCKET && optname == SO_PROTOCOL_INFOW && optval && optlen
        && *optlen >= (int)sizeof(WSAPROTOCOL_INFOW)) {
        layer_socket *socket = acquire(s, error);
        if (!socket)
            return SOCKET_ERROR;
        memcpy(optval, &socket->of->info, sizeof socket->of->info);
        *optlen = sizeof socket->of->info;
        release(socket);
        return 0;
    }
    FORWARD(lpWSPGetSockOpt(socket->lower, level, optname, optval, optlen, error));
}

static int WSPAPI SetSockOpt(SOCKET s, int level, int optname, const char *optval, int optlen, LPINT error)
{
    SOCKET listener;
    /* The one option whose value is a socket. */
    if (level == SOL_SOCKET && optname == SO_UPDATE_ACCEPT_CONTEXT && optval && optlen >= (int)sizeof listener) {
        layer_socket *of;
        memcpy(&listener, optval, sizeof listener);
        of = acquire(listener, error);
        if (!of)
            return SOCKET_ERROR;
        listener = of->lower;
        release(of);
        optval = (const char *)&listener;
        optlen = sizeof listener;
    }
    FORWARD(lpWSPSetSockOpt(socket->lower, level, optname, optval, optlen, error));
}

/* Another process, or this one, makes its socket of the chain again. */
static int WSPAPI DuplicateSocket(SOCKET s, DWORD process, LPWSAPROTOCOL_INFOW info, LPINT error)
{
    layer_socket *socket = acquire(s, error);
    int result;
    if (!socket)
        return SOCKET_ERROR;
    result = socket->of->below->table.lpWSPDuplicateSocket(socket->lower, process, info, error);
    if (result == 0) {
        DWORD ticket = info->dwProviderReserved;
        *info = socket->of->info;
        info->dwProviderReserved = ticket;
    }
    release(socket);
    return result;
}

static int cancel(const WSPPROC_TABLE *table, LPINT error)
{
    return table->lpWSPCancelBlockingCall(error);
}

/* Which provider the calling thread is blocked in is not known here. */
static int WSPAPI CancelBlockingCall(LPINT error)
{
    return any_provider(cancel, error);
}

static int WSPAPI AddressToString(struct sockaddr *address, DWORD length, LPWSAPROTOCOL_INFOW info, LPWSTR text,
                                  LPDWORD text_length, LPINT error)
{
    const chain *of = find_chain(info, error);
    WSAPROTOCOL_INFOW info_below;
    if (!of)
        return SOCKET_ERROR;
    info_below = of->info_below;
    return of->below->table.lpWSPAddressToString(address, length, info ? &info_below : NULL, text, text_length, error);
}

static int WSPAPI StringToAddress(LPWSTR text, int family, LPWSAPROTOCOL_INFOW info, struct sockaddr *address,
                                  LPINT length, LPINT error)
{
    const chain *of = find_chain(info, error);
    WSAPROTOCOL_INFOW info_below;
    if (!of)
        return SOCKET_ERROR;
    info_below = of->info_below;
    return of->below->table.lpWSPStringToAddress(text, family, info ? &info_below : NULL, address, length, error);
}

/* A set with the sockets below in place of the program's. */
typedef struct translated {
    fd_set *theirs;
    fd_set *below;
    layer_socket **sockets;
} translated;

/* The set may be larger than fd_set says: a program's FD_SETSIZE is its own. */
static BOOL translate(translated *set, fd_set *theirs, const provider **first, LPINT error)
{
    u_int count = theirs ? theirs->fd_count : 0, at;
    memset(set, 0, sizeof *set);
    if (!theirs)
        return TRUE;
    /* A count that is wrong ends at the first number that is no socket, not in a huge allocation. */
    for (at = 0; at < count; at++) {
        layer_socket *socket = acquire(theirs->fd_array[at], error);
        if (!socket)
            return FALSE;
        release(socket);
    }
    set->theirs = theirs;
    set->below = (fd_set *)calloc(1, sizeof(fd_set) + count * sizeof(SOCKET));
    set->sockets = (layer_socket **)calloc(count + 1, sizeof(layer_socket *));
    if (!set->below || !set->sockets) {
        *error = WSAENOBUFS;
        return FALSE;
    }
    for (at = 0; at < count; at++) {
        layer_socket *socket = acquire(theirs->fd_array[at], error);
        set->sockets[at] = socket;
        if (!socket)
            return FALSE;
        if (!*first)
            *first = socket->of->below;
        if (*first != socket->of->below) {
            *error = WSAENOTSOCK; /* one select serves the sockets of one provider */
            return FALSE;
        }
        set->below->fd_array[set->below->fd_count++] = socket->lower;
    }
    return TRUE;
}

static BOOL contains(const fd_set *set, SOCKET s)
{
    u_int at;
    for (at = 0; at < set->fd_count; at++)
        if (set->fd_array[at] == s)
            return TRUE;
    return FALSE;
}

static void translate_back(translated *set, BOOL succeeded)
{
    u_int kept = 0, at;
    for (at = 0; set->sockets && set->sockets[at]; at++) {
        layer_socket *socket = set->sockets[at];
        if (succeeded && contains(set->below, socket->lower))
            set->theirs->fd_array[kept++] = socket->upper;
        release(socket);
    }
    if (succeeded && set->theirs)
        set->theirs->fd_count = kept;
    free(set->below);
    free(set->sockets);
}

static int WSPAPI Select(int nfds, fd_set *readfds, fd_set *writefds, fd_set *exceptfds, const struct timeval *timeout,
                         LPINT error)
{
    translated read, write, except;
    const provider *first = NULL;
    int result = SOCKET_ERROR;
    memset(&write, 0, sizeof write);
    memset(&except, 0, sizeof except);
    if (translate(&read, readfds, &first, error) && translate(&write, writefds, &first, error)
        && translate(&except, exceptfds, &first, error)) {
        if (first)
            result = first->table.lpWSPSelect(nfds, read.below, write.below, except.below, timeout, error);
        else
            *error = WSAEINVAL; /* no socket at all */
    }
    translate_back(&read, result != SOCKET_ERROR);
    translate_back(&write, result != SOCKET_ERROR);
    translate_back(&except, result != SOCKET_ERROR);
    return result;
}

static int WSPAPI AsyncSelect(SOCKET s, HWND window, unsigned int message, LONG events, LPINT error)
{
#ifdef LAYER_IFS
    FORWARD(lpWSPAsyncSelect(socket->lower, window, message, events, error));
#else
    layer_socket *socket = acquire(s, error);
    int result;
    if (!socket)
        return SOCKET_ERROR;
    result = select_messages(socket, window, message, events, error);
    release(socket);
    return result;
#endif
}

/* The calls that may be overlapped. An IFS layer hands them on as they are: what completes later goes past it. Another
 * one has an OVERLAPPED of its own below. */
#ifdef LAYER_IFS
#define OVERLAPPED_CALL(direction, call) FORWARD(call)
#else
#define OVERLAPPED_CALL(direction, call) \
    do { \
        layer_socket *socket = acquire(s, error); \
        operation *begun; \
        int result = SOCKET_ERROR; \
        if (!socket) \
            return SOCKET_ERROR; \
        if (begin(socket, direction, overlapped, routine, thread, &begun, error)) { \
            if (begun) { \
                overlapped = overlapped_below(begun); \
                routine = NULL; \
                thread = NULL; \
            } \
            result = socket->of->below->table.call; \
            if (begun) \
                result = begun_below(begun, result == 0, error) ? 0 : SOCKET_ERROR; \
        } \
        release(socket); \
        return result; \
    } while (0)
#endif

static int WSPAPI Recv(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                       LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                       LPINT error)
{
    OVERLAPPED_CALL(RECEIVING, lpWSPRecv(socket->lower, buffers, count, received, flags, overlapped, routine, thread, error));
}

static int WSPAPI RecvFrom(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags, struct sockaddr *from,
                           LPINT fromlen, LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                           LPWSATHREADID thread, LPINT error)
{
    OVERLAPPED_CALL(RECEIVING, lpWSPRecvFrom(socket->lower, buffers, count, received, flags, from, fromlen, overlapped,
                                             routine, thread, error));
}

static int WSPAPI Send(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags, LPWSAOVERLAPPED overlapped,
                       LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread, LPINT error)
{
    OVERLAPPED_CALL(SENDING, lpWSPSend(socket->lower, buffers, count, sent, flags, overlapped, routine, thread, error));
}

static int WSPAPI SendTo(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags, const struct sockaddr *to,
                         int tolen, LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                         LPWSATHREADID thread, LPINT error)
{
    OVERLAPPED_CALL(SENDING, lpWSPSendTo(socket->lower, buffers, count, sent, flags, to, tolen, overlapped, routine,
                                         thread, error));
}

static int WSPAPI Ioctl(SOCKET s, DWORD code, LPVOID in, DWORD in_size, LPVOID out, DWORD out_size, LPDWORD returned,
                        LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                        LPINT error)
{
#ifndef LAYER_IFS
    if (code == SIO_GET_EXTENSION_FUNCTION_POINTER && in_size >= sizeof(GUID) && out_size >= sizeof(void *)) {
        /* The provider below tells the end of the call, but the answer is the layer's. */
        static void *its_answer;
        layer_socket *socket = acquire(s, error);
        int result;
        if (!socket)
            return SOCKET_ERROR;
        result = query_extension(socket, in, out, error);
        release(socket);
        if (result == SOCKET_ERROR)
            return SOCKET_ERROR;
        out = &its_answer;
        out_size = sizeof its_answer;
    }
    if (code == SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER) {
        /* Registered I/O: its functions work on the base provider's handles alone. */
        *error = WSAEOPNOTSUPP;
        return SOCKET_ERROR;
    }
#endif
    OVERLAPPED_CALL(OTHERWISE, lpWSPIoctl(socket->lower, code, in, in_size, out, out_size, returned, overlapped, routine,
                                          thread, error));
}

static BOOL WSPAPI GetResult(SOCKET s, LPWSAOVERLAPPED overlapped, LPDWORD transferred, BOOL wait, LPDWORD flags,
                             LPINT error)
{
    layer_socket *socket = acquire(s, error);
    BOOL done;
    if (!socket)
        return FALSE;
#ifdef LAYER_IFS
    done = socket->of->below->table.lpWSPGetOverlappedResult(s, overlapped, transferred, wait, flags, error);
#else
    done = end_of_operation(socket, overlapped, transferred, wait, flags, error);
#endif
    release(socket);
    return done;
}

/* All but WSPCleanup. */
void fill_table(LPWSPPROC_TABLE table)
{
    table->lpWSPAccept = Accept;
    table->lpWSPAddressToString = AddressToString;
    table->lpWSPBind = Bind;
    table->lpWSPCancelBlockingCall = CancelBlockingCall;
    table->lpWSPCloseSocket = CloseSocket;
    table->lpWSPConnect = Connect;
    table->lpWSPDuplicateSocket = DuplicateSocket;
    table->lpWSPEnumNetworkEvents = EnumNetworkEvents;
    table->lpWSPEventSelect = EventSelect;
    table->lpWSPGetPeerName = GetPeerName;
    table->lpWSPGetSockName = GetSockName;
    table->lpWSPGetSockOpt = GetSockOpt;
    table->lpWSPGetQOSByName = GetQosByName;
    table->lpWSPJoinLeaf = JoinLeaf;
    table->lpWSPListen = Listen;
    table->lpWSPRecvDisconnect = RecvDisconnect;
    table->lpWSPSelect = Select;
    table->lpWSPSendDisconnect = SendDisconnect;
    table->lpWSPSetSockOpt = SetSockOpt;
    table->lpWSPShutdown = Shutdown;
    table->lpWSPSocket = Socket;
    table->lpWSPStringToAddress = StringToAddress;
    table->lpWSPAsyncSelect = AsyncSelect;
    table->lpWSPGetOverlappedResult = GetResult;
    table->lpWSPIoctl = Ioctl;
    table->lpWSPRecv = Recv;
    table->lpWSPRecvFrom = RecvFrom;
    table->lpWSPSend = Send;
    table->lpWSPSendTo = SendTo;
}
