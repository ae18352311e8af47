/* Extension functions by their GUIDs, and the ends of overlapped operations. */
#ifndef EXTENSION_H
#define EXTENSION_H

#include "../loopback.h"
#include <mswsock.h>

/* Room of AcceptEx for an address. */
#define ADDRESS_ROOM (sizeof(struct sockaddr_in) + 16)

static inline void *extension(SOCKET s, GUID id)
{
    void *function = NULL;
    DWORD bytes = 0;
    require(WSAIoctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &id, sizeof id, &function, sizeof function, &bytes, NULL, NULL) == 0);
    require(bytes == sizeof function && function != NULL);
    return function;
}

static inline LPFN_CONNECTEX connect_ex(SOCKET s)
{
    GUID id = WSAID_CONNECTEX;
    return (LPFN_CONNECTEX)(UINT_PTR)extension(s, id);
}

static inline LPFN_DISCONNECTEX disconnect_ex(SOCKET s)
{
    GUID id = WSAID_DISCONNECTEX;
    return (LPFN_DISCONNECTEX)(UINT_PTR)extension(s, id);
}

static inline LPFN_WSARECVMSG receive_message(SOCKET s)
{
    GUID id = WSAID_WSARECVMSG;
    return (LPFN_WSARECVMSG)(UINT_PTR)extension(s, id);
}

/* A zeroed OVERLAPPED with an event of its own. */
static inline OVERLAPPED with_event(void)
{
    OVERLAPPED overlapped;
    memset(&overlapped, 0, sizeof overlapped);
    overlapped.hEvent = CreateEvent(NULL, TRUE, FALSE, NULL);
    require(overlapped.hEvent != NULL);
    return overlapped;
}

/* Whether a BOOL of an overlapped call means that its end will be told. */
static inline int begun(BOOL done)
{
    return done || WSAGetLastError() == WSA_IO_PENDING;
}

/* Waits up to ten seconds for the end of an operation: 0, or its error; the bytes it moved. */
static inline int ended(SOCKET s, OVERLAPPED *overlapped, DWORD *bytes)
{
    DWORD flags = 0;
    if (WaitForSingleObject(overlapped->hEvent, 10000) != WAIT_OBJECT_0)
        return -1;
    return WSAGetOverlappedResult(s, overlapped, bytes, FALSE, &flags) ? 0 : WSAGetLastError();
}

static inline int is_pending(OVERLAPPED *overlapped)
{
    return !HasOverlappedIoCompleted(overlapped);
}

static inline int update_accept_context(SOCKET s, SOCKET listener)
{
    return setsockopt(s, SOL_SOCKET, SO_UPDATE_ACCEPT_CONTEXT, (const char *)&listener, sizeof listener);
}

#endif
