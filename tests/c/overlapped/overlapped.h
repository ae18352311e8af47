/* Overlapped operations, and the packets of completion ports. */
#ifndef OVERLAPPED_H
#define OVERLAPPED_H

#include "../thread.h"

/* One operation with the memory it borrows. */
struct operation {
    OVERLAPPED overlapped; /* first, so that a packet leads back to the operation */
    WSABUF buffer;
    char bytes[64];
    volatile LONG ended;
    DWORD error;
    DWORD count;
};

static inline void clear_operation(struct operation *operation)
{
    memset(operation, 0, sizeof *operation);
    operation->buffer.buf = operation->bytes;
    operation->buffer.len = sizeof operation->bytes;
}

static inline int begin_receive(SOCKET s, struct operation *operation, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine)
{
    DWORD flags = 0;
    return WSARecv(s, &operation->buffer, 1, NULL, &flags, &operation->overlapped, routine);
}

static inline int begin_send(SOCKET s, struct operation *operation, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine)
{
    return WSASend(s, &operation->buffer, 1, NULL, 0, &operation->overlapped, routine);
}

/* Begins a receive that must wait: nothing has been sent to the socket. */
static inline void pend_receive(SOCKET s, struct operation *operation, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine)
{
    ok_fails(begin_receive(s, operation, routine), WSA_IO_PENDING);
    ok(!HasOverlappedIoCompleted(&operation->overlapped), "the operation is pending");
}

/* A send too large for the buffers of both ends, with the pattern. */
#define LARGE (8 << 20)

static inline char *large_pattern(void)
{
    static char bytes[LARGE];
    write_pattern(bytes, LARGE, 0);
    return bytes;
}

/* A completion routine that notes how the operation ended. */
static inline void CALLBACK note_end(DWORD error, DWORD count, LPWSAOVERLAPPED overlapped, DWORD flags)
{
    struct operation *operation = (struct operation *)overlapped;
    (void)flags;
    operation->error = error;
    operation->count = count;
    InterlockedIncrement(&operation->ended);
}

/* A count that other threads change. */
static inline LONG current(volatile LONG *count)
{
    return InterlockedCompareExchange(count, 0, 0);
}

static inline HANDLE new_port(DWORD concurrency)
{
    HANDLE port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, concurrency);
    require(port != NULL);
    return port;
}

static inline void associate(HANDLE port, SOCKET s, ULONG_PTR key)
{
    require(CreateIoCompletionPort((HANDLE)s, port, key, 0) == port);
}

struct packet {
    BOOL result;
    DWORD error; /* 0 if the result is TRUE */
    DWORD count;
    ULONG_PTR key;
    OVERLAPPED *overlapped;
};

static inline struct packet take_packet(HANDLE port, DWORD milliseconds)
{
    struct packet packet;
    memset(&packet, 0, sizeof packet);
    packet.overlapped = (OVERLAPPED *)&packet;
    packet.result = GetQueuedCompletionStatus(port, &packet.count, &packet.key, &packet.overlapped, milliseconds);
    packet.error = packet.result ? 0 : GetLastError();
    return packet;
}

#define ok_no_packet(port) \
    do { \
        struct packet ok_packet = take_packet(port, 0); \
        ok(!ok_packet.result && ok_packet.overlapped == NULL && ok_packet.error == WAIT_TIMEOUT, \
           "no packet: result %d, error %d", (int)ok_packet.result, (int)ok_packet.error); \
    } while (0)

#define ok_packet_of(port, operation, expected_error, expected_count) \
    do { \
        struct packet ok_packet = take_packet(port, 20000); \
        ok(ok_packet.overlapped == &(operation)->overlapped && ok_packet.error == (expected_error) \
               && ok_packet.count == (expected_count), \
           "a packet of " #operation ": overlapped %p, error %d, count %d", (void *)ok_packet.overlapped, \
           (int)ok_packet.error, (int)ok_packet.count); \
    } while (0)

static inline void send_text(SOCKET s, const char *text)
{
    require(send(s, text, (int)strlen(text), 0) == (int)strlen(text));
}

static inline int holds(const struct operation *operation, const char *text)
{
    return memcmp(operation->bytes, text, strlen(text)) == 0;
}

#endif
