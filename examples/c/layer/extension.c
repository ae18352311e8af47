/* Extension functions. Programs ask for them with WSAIoctl and call them directly, past the table, so a layer with handles
 * of its own has to hand out its own functions. Errors are the thread's last error here. */
#include "layer.h"

#ifndef LAYER_IFS
static const GUID ids[EXTENSIONS] = {WSAID_ACCEPTEX,    WSAID_CONNECTEX,  WSAID_DISCONNECTEX,
                                     WSAID_GETACCEPTEXSOCKADDRS, WSAID_WSARECVMSG, WSAID_WSASENDMSG,
                                     WSAID_TRANSMITFILE, WSAID_TRANSMITPACKETS, WSAID_WSAPOLL};

/* The function of the provider below; NULL if it has none. */
static void *function_below(layer_socket *socket, enum extension which, LPINT error)
{
    provider *below = socket->of->below;
    GUID id = ids[which];
    DWORD returned;
    /* Two threads at once get the same answer. */
    if (!below->extensions[which]
        && below->table.lpWSPIoctl(socket->lower, SIO_GET_EXTENSION_FUNCTION_POINTER, &id, sizeof id,
                                   &below->extensions[which], sizeof(void *), &returned, NULL, NULL, NULL, error)
               == SOCKET_ERROR)
        return NULL;
    return below->extensions[which];
}

static void *acquire_both(SOCKET s, enum extension which, layer_socket **socket, LPINT error)
{
    void *function;
    *socket = acquire(s, error);
    if (!*socket)
        return NULL;
    function = function_below(*socket, which, error);
    if (!function)
        release(*socket);
    return function;
}

/* An extension function that may be overlapped. The call stands for FALSE or SOCKET_ERROR where it has failed. */
#define EXTENSION_CALL(type, which, direction, given_routine, failure, success, call) \
    do { \
        layer_socket *socket; \
        operation *begun; \
        int error = 0, done = FALSE; \
        type function = (type)acquire_both(s, which, &socket, &error); \
        if (function && begin(socket, direction, overlapped, given_routine, NULL, &begun, &error)) { \
            if (begun) \
                overlapped = overlapped_below(begun); \
            done = function call != failure; \
            if (!done) \
                error = WSAGetLastError(); \
            if (begun) \
                done = begun_below(begun, done, &error); \
        } \
        if (function) \
            release(socket); \
        if (!done) \
            WSASetLastError(error); \
        return done ? success : failure; \
    } while (0)

static BOOL PASCAL accept_ex(SOCKET s, SOCKET acceptor, PVOID buffer, DWORD receive_length, DWORD local_length,
                             DWORD remote_length, LPDWORD received, LPOVERLAPPED overlapped)
{
    int acquiring;
    layer_socket *accepting = acquire(acceptor, &acquiring);
    SOCKET below = accepting ? accepting->lower : INVALID_SOCKET;
    if (accepting)
        release(accepting);
    EXTENSION_CALL(LPFN_ACCEPTEX, ACCEPT_EX, RECEIVING, NULL, FALSE, TRUE,
                   (socket->lower, below, buffer, receive_length, local_length, remote_length, received, overlapped));
}

static BOOL PASCAL connect_ex(SOCKET s, const struct sockaddr *name, int namelen, PVOID buffer, DWORD length, LPDWORD sent,
                              LPOVERLAPPED overlapped)
{
    EXTENSION_CALL(LPFN_CONNECTEX, CONNECT_EX, SENDING, NULL, FALSE, TRUE,
                   (socket->lower, name, namelen, buffer, length, sent, overlapped));
}

static BOOL PASCAL disconnect_ex(SOCKET s, LPOVERLAPPED overlapped, DWORD flags, DWORD reserved)
{
    EXTENSION_CALL(LPFN_DISCONNECTEX, DISCONNECT_EX, SENDING, NULL, FALSE, TRUE,
                   (socket->lower, overlapped, flags, reserved));
}

static BOOL PASCAL transmit_file(SOCKET s, HANDLE file, DWORD bytes, DWORD bytes_per_send, LPOVERLAPPED overlapped,
                                 LPTRANSMIT_FILE_BUFFERS buffers, DWORD flags)
{
    EXTENSION_CALL(LPFN_TRANSMITFILE, TRANSMIT_FILE, SENDING, NULL, FALSE, TRUE,
                   (socket->lower, file, bytes, bytes_per_send, overlapped, buffers, flags));
}

static BOOL PASCAL transmit_packets(SOCKET s, LPTRANSMIT_PACKETS_ELEMENT elements, DWORD count, DWORD send_size,
                                    LPOVERLAPPED overlapped, DWORD flags)
{
    EXTENSION_CALL(LPFN_TRANSMITPACKETS, TRANSMIT_PACKETS, SENDING, NULL, FALSE, TRUE,
                   (socket->lower, elements, count, send_size, overlapped, flags));
}

static INT PASCAL receive_message(SOCKET s, LPWSAMSG message, LPDWORD received, LPWSAOVERLAPPED overlapped,
                                  LPWSAOVERLAPPED_COMPLETION_ROUTINE routine)
{
    EXTENSION_CALL(LPFN_WSARECVMSG, RECEIVE_MESSAGE, RECEIVING, routine, SOCKET_ERROR, 0,
                   (socket->lower, message, received, overlapped, begun ? NULL : routine));
}

static INT PASCAL send_message(SOCKET s, LPWSAMSG message, DWORD flags, LPDWORD sent, LPWSAOVERLAPPED overlapped,
                               LPWSAOVERLAPPED_COMPLETION_ROUTINE routine)
{
    EXTENSION_CALL(LPFN_WSASENDMSG, SEND_MESSAGE, SENDING, routine, SOCKET_ERROR, 0,
                   (socket->lower, message, flags, sent, overlapped, begun ? NULL : routine));
}

/* Negative and closed sockets are the provider's to report, entry by entry. */
static INT WSAAPI poll_sockets(LPWSAPOLLFD fds, ULONG count, INT timeout)
{
    WSAPOLLFD *below = (WSAPOLLFD *)calloc(count + 1, sizeof *below);
    LPFN_WSAPOLL function = NULL;
    int error = WSAENOTSOCK, ready = SOCKET_ERROR;
    ULONG at;
    for (at = 0; below && at < count; at++) {
        layer_socket *socket = acquire(fds[at].fd, &error);
        below[at] = fds[at];
        below[at].fd = socket ? socket->lower : INVALID_SOCKET;
        if (!socket)
            continue;
        if (!function)
            function = (LPFN_WSAPOLL)function_below(socket, POLL, &error);
        release(socket);
    }
    if (below && !function) {
        /* Not one of them is a socket. */
        for (at = 0; at < count; at++)
            fds[at].revents = POLLNVAL;
        ready = (int)count;
    }
    if (function) {
        ready = function(below, count, timeout);
        error = WSAGetLastError();
        for (at = 0; ready != SOCKET_ERROR && at < count; at++)
            fds[at].revents = below[at].revents;
    }
    free(below);
    if (ready == SOCKET_ERROR)
        WSASetLastError(error);
    return ready;
}

int query_extension(layer_socket *socket, const void *id, void *function, LPINT error)
{
    static void *const own[EXTENSIONS] = {
        (void *)accept_ex,    (void *)connect_ex,    (void *)disconnect_ex,    NULL,
        (void *)receive_message, (void *)send_message, (void *)transmit_file, (void *)transmit_packets,
        (void *)poll_sockets,
    };
    int which;
    for (which = 0; which < EXTENSIONS; which++)
        if (memcmp(id, &ids[which], sizeof ids[which]) == 0) {
            void *lower = function_below(socket, (enum extension)which, error);
            if (!lower)
                return SOCKET_ERROR;
            /* GetAcceptExSockaddrs reads a buffer and has nothing to do with sockets. */
            memcpy(function, own[which] ? &own[which] : &lower, sizeof lower);
            return 0;
        }
    *error = WSAEINVAL;
    return SOCKET_ERROR;
}
#endif
