/* C9 C10 C11: thousands of operations of all kinds, ended by data, peers, cancels, closes and the ends of threads. Each
 * OVERLAPPED ends exactly once, a routine of an ended thread never runs, and memory is not touched after the end.
 * `exactly_once SEED SHIFTS` makes another run than that of the test; a failed check prints the thread's seed. */
#include "records.h"
#include <mswsock.h>

enum { SEATS = 3, TAKERS = 2, RECORDS = 40, STEPS = 250, PLACES = 16 };
enum role { PAIR, DATAGRAMS, LISTENER };

/* Sockets come and go, their roles stay: two neighbours make a pair, or exchange datagrams; and listeners. */
static struct place {
    volatile LONG handle;
    volatile LONG port; /* that it is bound to, in network order */
} places[PLACES];

/* A seat is taken by one thread after the other; the records stay. */
static struct seat {
    struct record records[RECORDS];
    unsigned random, seed;
    struct thread thread;
} seats[SEATS];

static HANDLE port;
static CRITICAL_SECTION opening;
static LPFN_CONNECTEX connect_ex;
static volatile LONG begun, told, posted, taken;
static struct borrowed memory[SEATS][RECORDS];

static enum role role_of(int place)
{
    return place < 10 ? PAIR : place < 14 ? DATAGRAMS : LISTENER;
}

static enum delivery delivery_of(int place)
{
    return (enum delivery)(place / 2 % DELIVERIES);
}

static unsigned below(struct seat *seat, unsigned limit)
{
    seat->random = seat->random * 1664525u + 1013904223u;
    return (seat->random >> 10) % limit;
}

static void prepare(SOCKET s, enum delivery delivery)
{
    set_nonblocking(s, 1);
    if (delivery == BY_PORT || delivery == BY_PORT_IF_PENDING)
        associate(port, s, 1);
    if (delivery == BY_PORT_IF_PENDING)
        require(SetFileCompletionNotificationModes((HANDLE)s, FILE_SKIP_COMPLETION_PORT_ON_SUCCESS));
}

static void fill_place(int place, SOCKET s)
{
    LONG number = local_address(s).sin_port;
    prepare(s, delivery_of(place));
    InterlockedExchange(&places[place].port, number);
    closesocket((SOCKET)InterlockedExchange(&places[place].handle, (LONG)s));
}

/* New sockets at a place and its neighbour; those there are closed, with whatever is pending on them. */
static void open_places(int place)
{
    SOCKET pair[2];
    place &= ~1;
    switch (role_of(place)) {
    case PAIR:
        tcp_pair(pair);
        break;
    case DATAGRAMS:
        pair[0] = bound(udp_socket());
        pair[1] = bound(udp_socket());
        break;
    default:
        pair[0] = tcp_listener();
        pair[1] = tcp_listener();
    }
    /* Two threads at once would make pairs of strangers. */
    EnterCriticalSection(&opening);
    fill_place(place, pair[0]);
    fill_place(place + 1, pair[1]);
    LeaveCriticalSection(&opening);
}

static SOCKET socket_at(int place)
{
    return (SOCKET)current(&places[place].handle);
}

static struct sockaddr_in address_at(int place)
{
    return loopback_address(ntohs((u_short)current(&places[place].port)));
}

static struct record *record_of(OVERLAPPED *overlapped)
{
    size_t index = (size_t)((struct borrowed *)overlapped - &memory[0][0]);
    return &seats[index / RECORDS].records[index % RECORDS];
}

static void CALLBACK routine(DWORD error, DWORD count, LPWSAOVERLAPPED overlapped, DWORD flags)
{
    struct record *record = record_of(overlapped);
    (void)flags;
    ok(record->delivery == BY_ROUTINE, "seed %u: no routine was asked for", record->seed);
    note_end_of(record, error, count);
    InterlockedIncrement(&told);
}

static struct record *idle_record(struct seat *seat)
{
    int i, first = (int)below(seat, RECORDS);
    for (i = 0; i < RECORDS; i++) {
        struct record *record = &seat->records[(first + i) % RECORDS];
        if (ended_by_event(record))
            InterlockedIncrement(&told);
        ended_untold(record);
        if (current(&record->state) == ENDED || current(&record->state) == IDLE)
            return record;
    }
    return NULL;
}

/* What the call that began an operation came to. */
static void began(struct record *record, int succeeded)
{
    int error = succeeded ? 0 : WSAGetLastError();
    if (error != 0 && error != WSA_IO_PENDING) {
        ok(error == WSAENOTSOCK || error == WSAECONNRESET || error == WSAECONNABORTED || error == WSAENOTCONN
               || error == WSAESHUTDOWN || error == WSAEINVAL || error == WSAECONNREFUSED,
           "seed %u: an operation failed to begin with error %d", record->seed, error);
        withdraw(record);
        return;
    }
    InterlockedIncrement(&begun);
    if (succeeded && record->delivery == BY_PORT_IF_PENDING) {
        note_end_of(record, 0, (DWORD)record->memory->overlapped.InternalHigh);
        InterlockedIncrement(&told);
    }
}

static void begin_transfer(struct seat *seat, struct record *record, int place)
{
    enum delivery delivery = delivery_of(place);
    int at_port = delivery == BY_PORT || delivery == BY_PORT_IF_PENDING;
    int event_instead = at_port && below(seat, 8) == 0;
    OVERLAPPED *overlapped = renew(record, event_instead ? BY_EVENT : delivery, seat->seed);
    LPWSAOVERLAPPED_COMPLETION_ROUTINE call = delivery == BY_ROUTINE ? routine : NULL;
    struct borrowed *lent = record->memory;
    static char much[1 << 16];
    SOCKET s = socket_at(place);
    struct sockaddr_in to = address_at(place ^ 1);
    DWORD count = 1 + below(seat, 2);
    WSABUF buffers[2];
    buffers[0].buf = lent->bytes;
    buffers[0].len = count == 2 ? 64 : below(seat, 65);
    buffers[1].buf = lent->bytes + 64;
    buffers[1].len = below(seat, 49);
    if (delivery == BY_EVENT)
        overlapped->hEvent = record->event;
    else if (event_instead)
        overlapped->hEvent = (HANDLE)((ULONG_PTR)record->event | 1);
    switch (below(seat, 5)) {
    case 0:
    case 1:
        record->writes = 1;
        if (role_of(place) == DATAGRAMS)
            began(record, WSARecvFrom(s, buffers, count, NULL, &lent->flags, (struct sockaddr *)&lent->from,
                                      &lent->from_length, overlapped, call) == 0);
        else
            began(record, WSARecv(s, buffers, count, NULL, &lent->flags, overlapped, call) == 0);
        return;
    case 2:
        record->writes = 1;
        began(record, WSARecv(s, buffers, count, NULL, &lent->flags, overlapped, call) == 0);
        return;
    case 3:
        if (role_of(place) == PAIR) {
            buffers[0].buf = much;
            buffers[0].len = sizeof much;
        }
        /* fall through */
    default:
        if (role_of(place) == DATAGRAMS)
            began(record, WSASendTo(s, buffers, 1, NULL, 0, (struct sockaddr *)&to, sizeof to, overlapped, call) == 0);
        else
            began(record, WSASend(s, buffers, 1, NULL, 0, overlapped, call) == 0);
    }
}

/* AcceptEx and ConnectEx know no routines: on such a listener the event tells. */
static void begin_connection(struct seat *seat, struct record *record, int place)
{
    enum delivery delivery = delivery_of(place) == BY_ROUTINE ? BY_EVENT : delivery_of(place);
    OVERLAPPED *overlapped = renew(record, delivery, seat->seed);
    DWORD room = sizeof(struct sockaddr_in) + 16;
    DWORD first_data = below(seat, 2) ? 32 : 0;
    SOCKET s = tcp_socket();
    record->also = s;
    if (delivery == BY_EVENT)
        overlapped->hEvent = record->event;
    if (below(seat, 2)) {
        record->writes_addresses = 1;
        began(record, AcceptEx(socket_at(place), s, record->memory->bytes, first_data, room, room, NULL, overlapped));
    } else {
        struct sockaddr_in to = address_at(place);
        prepare(bound(s), delivery);
        began(record, connect_ex(s, (struct sockaddr *)&to, sizeof to, NULL, 0, NULL, overlapped));
    }
}

/* A client of a listener, which sends a little or nothing and goes, gracefully or not. */
static void visit_listener(struct seat *seat, int place)
{
    struct sockaddr_in to = address_at(place);
    SOCKET s = tcp_socket();
    set_nonblocking(s, 1);
    connect(s, (struct sockaddr *)&to, sizeof to);
    if (below(seat, 2))
        send(s, "visitor", 7, 0);
    set_linger(s, (int)below(seat, 2), 0);
    closesocket(s);
}

static void reset(int place)
{
    struct linger hard = {1, 0};
    SOCKET s = socket_at(place);
    setsockopt(s, SOL_SOCKET, SO_LINGER, (const char *)&hard, sizeof hard);
    closesocket(s);
}

static void step(struct seat *seat)
{
    int place = (int)below(seat, PLACES);
    struct record *record = idle_record(seat);
    SOCKET s = socket_at(place);
    static const char bytes[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    switch (below(seat, 40)) {
    case 0:
        closesocket(s);
        return;
    case 1:
        reset(place);
        return;
    case 2:
    case 3:
        open_places(place);
        return;
    case 4:
        CancelIoEx((HANDLE)s, NULL);
        return;
    case 5:
    case 6:
        CancelIoEx((HANDLE)s, &memory[below(seat, SEATS)][below(seat, RECORDS)].overlapped);
        return;
    case 7:
        CancelIo((HANDLE)s);
        return;
    case 8:
        InterlockedIncrement(&posted);
        require(PostQueuedCompletionStatus(port, 7, 77, NULL));
        return;
    case 9:
    case 10:
        SleepEx(0, TRUE);
        return;
    case 11:
        SleepEx(below(seat, 2), TRUE);
        return;
    case 12:
        if (role_of(place) == PAIR)
            shutdown(s, (int)below(seat, 3));
        return;
    case 13:
    case 14:
    case 15:
    case 16:
        if (role_of(place) == PAIR)
            send(s, bytes, 1 + (int)below(seat, 36), 0);
        else if (role_of(place) == LISTENER)
            visit_listener(seat, place);
        return;
    default:
        if (record == NULL)
            open_places(place);
        else if (role_of(place) == LISTENER)
            begin_connection(seat, record, place);
        else
            begin_transfer(seat, record, place);
    }
}

/* One thread's time at its seat. It leaves what is pending behind. */
static void work(void *parameter)
{
    struct seat *seat = (struct seat *)parameter;
    int i;
    for (i = 0; i < STEPS; i++)
        step(seat);
    if (below(seat, 2))
        ExitThread(0);
}

/* The routines of a thread that has ended run no more. */
static void orphan(struct seat *seat)
{
    int i;
    for (i = 0; i < RECORDS; i++)
        if (seat->records[i].delivery == BY_ROUTINE
            && InterlockedCompareExchange(&seat->records[i].state, ORPHAN, BEGUN) == BEGUN)
            InterlockedDecrement(&begun);
}

static void take_packets(void *parameter)
{
    ULONG room = parameter == NULL ? 1 : 5;
    for (;;) {
        OVERLAPPED_ENTRY entries[5];
        ULONG i, count;
        require(GetQueuedCompletionStatusEx(port, entries, room, &count, 30000, FALSE));
        for (i = 0; i < count; i++) {
            struct record *record;
            if (entries[i].lpCompletionKey == 0) {
                require(PostQueuedCompletionStatus(port, 0, 0, NULL)); /* the last packet, also for the next taker */
                return;
            }
            if (entries[i].lpCompletionKey == 77) {
                ok(entries[i].lpOverlapped == NULL && entries[i].dwNumberOfBytesTransferred == 7, "as it was posted");
                InterlockedIncrement(&taken);
                continue;
            }
            record = record_of(entries[i].lpOverlapped);
            ok(record->delivery == BY_PORT || record->delivery == BY_PORT_IF_PENDING, "seed %u: no packet was asked for",
               record->seed);
            note_end_of(record, 0, entries[i].dwNumberOfBytesTransferred);
            InterlockedIncrement(&told);
        }
    }
}

/* How many operations have not ended yet. */
static int pending(void)
{
    int seat, i, count = 0;
    for (seat = 0; seat < SEATS; seat++)
        for (i = 0; i < RECORDS; i++) {
            struct record *record = &seats[seat].records[i];
            if (ended_by_event(record))
                InterlockedIncrement(&told);
            ended_untold(record);
            count += current(&record->state) == BEGUN || current(&record->state) == ORPHAN;
        }
    return count;
}

int main(int argc, char **argv)
{
    unsigned seed = argc > 1 ? (unsigned)atoi(argv[1]) : 1;
    int shifts = argc > 2 ? atoi(argv[2]) : 40;
    struct thread takers[TAKERS];
    GUID id = WSAID_CONNECTEX;
    double began_at = now_ms();
    DWORD count;
    int i, n, shift;
    start_winsock();
    InitializeCriticalSection(&opening);
    port = new_port(0);
    for (i = 0; i < SEATS; i++)
        for (n = 0; n < RECORDS; n++)
            open_record(&seats[i].records[n], &memory[i][n]);
    for (i = 0; i < PLACES; i += 2)
        open_places(i);
    require(WSAIoctl(socket_at(0), SIO_GET_EXTENSION_FUNCTION_POINTER, &id, sizeof id, &connect_ex, sizeof connect_ex,
                     &count, NULL, NULL) == 0);
    for (i = 0; i < TAKERS; i++)
        start_thread(&takers[i], take_packets, i == 0 ? NULL : &takers[i]);
    /* On a slow machine fewer shifts will do. */
    for (shift = 0; shift < shifts && (shift < 3 || argc > 2 || now_ms() - began_at < 4000); shift++)
        for (i = 0; i < SEATS; i++) {
            if (shift > 0) {
                join_thread(&seats[i].thread);
                orphan(&seats[i]);
            }
            seats[i].seed = seats[i].random = seed++;
            start_thread(&seats[i].thread, work, &seats[i]);
        }
    for (i = 0; i < SEATS; i++) {
        join_thread(&seats[i].thread);
        orphan(&seats[i]);
    }
    for (i = 0; i < PLACES; i++)
        closesocket(socket_at(i));
    /* Connections that are still made have their own sockets. */
    for (i = 0; i < SEATS; i++)
        for (n = 0; n < RECORDS; n++)
            if (current(&seats[i].records[n].state) == BEGUN)
                CancelIoEx((HANDLE)seats[i].records[n].also, NULL);
    for (n = 0; (pending() > 0 || current(&taken) < current(&posted)) && n < 20000; n++)
        Sleep(1);
    ok(pending() == 0, "%d operations never ended", pending());
    ok(current(&taken) == current(&posted), "%d packets were posted, %d taken", (int)posted, (int)taken);
    ok(current(&told) == current(&begun), "%d operations began, the ends of %d were told", (int)begun, (int)told);
    require(PostQueuedCompletionStatus(port, 0, 0, NULL));
    for (i = 0; i < TAKERS; i++)
        join_thread(&takers[i]);
    ok(take_packet(port, 0).key == 0, "the last packet is the last");
    ok_no_packet(port);
    SleepEx(0, TRUE);
    WSACleanup();
    for (i = 0; i < SEATS; i++)
        for (n = 0; n < RECORDS; n++)
            check_poison(&seats[i].records[n]);
    return ok_done();
}
