/* Registered I/O: its functions, a registered buffer to cut slices from, and what comes out of completion queues. */
#ifndef REGISTERED_H
#define REGISTERED_H

#include "../thread.h"
#include <mswsock.h>

static RIO_EXTENSION_FUNCTION_TABLE rio;

/* Memory for all requests of a program, and its registration. */
static char memory[1 << 16];
static RIO_BUFFERID registered;

static inline int get_functions(SOCKET s)
{
    GUID id = WSAID_MULTIPLE_RIO;
    DWORD bytes = 0;
    return WSAIoctl(s, SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER, &id, sizeof id, &rio, sizeof rio, &bytes, NULL, NULL);
}

static inline void start_registered(void)
{
    SOCKET s;
    start_winsock();
    s = tcp_socket();
    require(get_functions(s) == 0);
    closesocket(s);
    registered = rio.RIORegisterBuffer(memory, sizeof memory);
    require(registered != RIO_INVALID_BUFFERID);
}

static inline SOCKET registered_socket(int type)
{
    SOCKET s = WSASocketW(AF_INET, type, 0, NULL, 0, WSA_FLAG_REGISTERED_IO | WSA_FLAG_OVERLAPPED);
    require(s != INVALID_SOCKET);
    return s;
}

/* A connection: pair[0] connected, for Registered I/O; pair[1] was accepted. */
static inline void registered_pair(SOCKET pair[2])
{
    SOCKET listener = tcp_listener();
    struct sockaddr_in address = local_address(listener);
    pair[0] = registered_socket(SOCK_STREAM);
    require(connect(pair[0], (struct sockaddr *)&address, sizeof address) == 0);
    pair[1] = accept(listener, NULL, NULL);
    require(pair[1] != INVALID_SOCKET);
    require(closesocket(listener) == 0);
}

static inline RIO_CQ polled_queue(DWORD size)
{
    RIO_CQ queue = rio.RIOCreateCompletionQueue(size, NULL);
    require(queue != RIO_INVALID_CQ);
    return queue;
}

static inline RIO_CQ event_queue(DWORD size, HANDLE event, BOOL reset)
{
    RIO_NOTIFICATION_COMPLETION notification;
    RIO_CQ queue;
    memset(&notification, 0, sizeof notification);
    notification.Type = RIO_EVENT_COMPLETION;
    notification.Event.EventHandle = event;
    notification.Event.NotifyReset = reset;
    queue = rio.RIOCreateCompletionQueue(size, &notification);
    require(queue != RIO_INVALID_CQ);
    return queue;
}

static inline RIO_CQ port_queue(DWORD size, HANDLE port, ULONG_PTR key, OVERLAPPED *overlapped)
{
    RIO_NOTIFICATION_COMPLETION notification;
    RIO_CQ queue;
    memset(&notification, 0, sizeof notification);
    notification.Type = RIO_IOCP_COMPLETION;
    notification.Iocp.IocpHandle = port;
    notification.Iocp.CompletionKey = (PVOID)key;
    notification.Iocp.Overlapped = overlapped;
    queue = rio.RIOCreateCompletionQueue(size, &notification);
    require(queue != RIO_INVALID_CQ);
    return queue;
}

static inline RIO_RQ request_queue(SOCKET s, ULONG receives, ULONG sends, RIO_CQ queue, void *context)
{
    RIO_RQ requests = rio.RIOCreateRequestQueue(s, receives, 1, sends, 1, queue, queue, context);
    require(requests != RIO_INVALID_RQ);
    return requests;
}

static inline RIO_BUF slice(ULONG offset, ULONG length)
{
    RIO_BUF buffer;
    buffer.BufferId = registered;
    buffer.Offset = offset;
    buffer.Length = length;
    return buffer;
}

static inline RIO_BUF slice_with(ULONG offset, const char *text)
{
    memcpy(memory + offset, text, strlen(text));
    return slice(offset, (ULONG)strlen(text));
}

static inline void *context_of(ULONG_PTR number)
{
    return (void *)number;
}

/* Takes one completion out, waiting up to twenty seconds for it. */
static inline RIORESULT next_result(RIO_CQ queue)
{
    RIORESULT result;
    double until = now_ms() + 20000;
    memset(&result, 0xee, sizeof result);
    while (rio.RIODequeueCompletion(queue, &result, 1) == 0) {
        if (now_ms() > until) {
            ok(0, "no completion came");
            exit(1);
        }
        Sleep(1);
    }
    return result;
}

#define ok_result(result, status, bytes, request) \
    do { \
        RIORESULT ok_one = (result); \
        ok(ok_one.Status == (LONG)(status) && ok_one.BytesTransferred == (ULONG)(bytes) && ok_one.RequestContext == (ULONGLONG)(request), \
           "a completion: status %d, %d bytes, request %d", (int)ok_one.Status, (int)ok_one.BytesTransferred, (int)ok_one.RequestContext); \
    } while (0)

/* Nothing is there now. */
#define ok_no_result(queue) \
    do { \
        RIORESULT ok_one; \
        ok(rio.RIODequeueCompletion(queue, &ok_one, 1) == 0, "no completion"); \
    } while (0)

/* A call that returns FALSE (or an invalid descriptor) fails with this last error. */
#define ok_refused(call, error) \
    do { \
        int ok_done_now; \
        WSASetLastError(0); \
        ok_done_now = (call); \
        ok(!ok_done_now && WSAGetLastError() == (error), #call " is refused with " #error); \
    } while (0)

#endif
