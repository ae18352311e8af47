/* Operations that keep account of how often they end, and whose memory is poisoned once they have. */
#ifndef RECORDS_H
#define RECORDS_H

#include "overlapped.h"

/* What an operation borrows. Nothing else may be written by the library, and nothing of it after the end. */
struct borrowed {
    OVERLAPPED overlapped; /* first, so that a packet leads back to it */
    struct sockaddr_in from;
    int from_length;
    DWORD flags;
    char bytes[112];
};

enum { IDLE, BEGUN, ENDED, ORPHAN };
enum delivery { BY_EVENT, BY_ROUTINE, BY_PORT, BY_PORT_IF_PENDING, DELIVERIES };

#define POISON 0xdb
#define UNTOUCHED 0x5a

struct record {
    struct borrowed *memory;
    HANDLE event;
    volatile LONG state;
    volatile LONG ends;
    enum delivery delivery;
    int writes; /* to memory->bytes: so many as are told, and to nothing else */
    int writes_addresses;
    SOCKET also;  /* a socket of this operation alone, closed when it ends */
    unsigned seed; /* of the thread that began it */
};

static inline void poison(struct record *record)
{
    memset(record->memory, POISON, sizeof *record->memory);
}

static inline void check_poison(struct record *record)
{
    const unsigned char *byte = (const unsigned char *)record->memory;
    size_t i;
    for (i = 0; i < sizeof *record->memory; i++)
        if (byte[i] != POISON) {
            ok(0, "seed %u: byte %d was written after the operation had ended", record->seed, (int)i);
            return;
        }
}

static inline void open_record(struct record *record, struct borrowed *memory)
{
    memset(record, 0, sizeof *record);
    record->memory = memory;
    record->event = new_event();
    poison(record);
}

/* An idle record, ready for the next operation. */
static inline OVERLAPPED *renew(struct record *record, enum delivery delivery, unsigned seed)
{
    check_poison(record);
    ok(!signaled_within(record->event, 0), "seed %u: an event was set after its operation had ended", record->seed);
    memset(record->memory, 0, sizeof *record->memory);
    memset(record->memory->bytes, UNTOUCHED, sizeof record->memory->bytes);
    record->memory->from_length = sizeof record->memory->from;
    record->ends = 0;
    record->delivery = delivery;
    record->writes = record->writes_addresses = 0;
    record->also = INVALID_SOCKET;
    record->seed = seed;
    InterlockedExchange(&record->state, BEGUN);
    return &record->memory->overlapped;
}

/* The operation's one end. From here on its memory is the program's. */
static inline void note_end_of(struct record *record, DWORD error, DWORD count)
{
    DWORD i;
    ok(current(&record->state) == BEGUN, "seed %u: an end in state %d", record->seed, (int)record->state);
    ok(InterlockedIncrement(&record->ends) == 1, "seed %u: end number %d", record->seed, (int)record->ends);
    ok(HasOverlappedIoCompleted(&record->memory->overlapped), "seed %u: told of an end that is not there", record->seed);
    ok(record->memory->overlapped.InternalHigh == count, "seed %u: %d bytes told, %d noted", record->seed, (int)count,
       (int)record->memory->overlapped.InternalHigh);
    ok(error == 0 || error == ERROR_OPERATION_ABORTED || error == ERROR_NETNAME_DELETED || error == ERROR_MORE_DATA
           || error == WSA_OPERATION_ABORTED || error == ERROR_CONNECTION_ABORTED || error == ERROR_PORT_UNREACHABLE
           || error == ERROR_CONNECTION_REFUSED || error == WSAECONNRESET || error == WSAECONNABORTED
           || error == WSAEMSGSIZE || error == WSAENOTSOCK || error == ERROR_INVALID_NETNAME,
       "seed %u: error %d", record->seed, (int)error);
    for (i = record->writes ? count : 0; i < sizeof record->memory->bytes && !record->writes_addresses; i++)
        if (record->memory->bytes[i] != UNTOUCHED) {
            ok(0, "seed %u: byte %d of %d was written", record->seed, (int)i, (int)count);
            break;
        }
    if (record->also != INVALID_SOCKET)
        closesocket(record->also);
    poison(record);
    InterlockedExchange(&record->state, ENDED);
}

/* What never began: no end will be told. */
static inline void withdraw(struct record *record)
{
    ok(record->ends == 0, "seed %u: what failed to begin has an end", record->seed);
    ok(HasOverlappedIoCompleted(&record->memory->overlapped), "seed %u: what failed to begin is pending", record->seed);
    if (record->also != INVALID_SOCKET)
        closesocket(record->also);
    poison(record);
    InterlockedExchange(&record->state, ENDED);
}

/* Whether the event of the operation has told its end. */
static inline int ended_by_event(struct record *record)
{
    if (record->delivery != BY_EVENT || current(&record->state) != BEGUN || !signaled_within(record->event, 0))
        return 0;
    require(ResetEvent(record->event));
    note_end_of(record, 0, (DWORD)record->memory->overlapped.InternalHigh);
    return 1;
}

/* An operation whose routine will not run, since its thread has ended: its memory comes back without being told. */
static inline int ended_untold(struct record *record)
{
    if (current(&record->state) != ORPHAN || !HasOverlappedIoCompleted(&record->memory->overlapped))
        return 0;
    if (record->also != INVALID_SOCKET)
        closesocket(record->also);
    poison(record);
    InterlockedExchange(&record->state, ENDED);
    return 1;
}

#endif
