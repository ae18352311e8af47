/* Overlapped operations. The provider below gets an OVERLAPPED of the layer's own, whose end arrives at the layer's
 * port; there the caller's is told. One thread serves the port, so ends are told in the order in which they came. */
#include "layer.h"

#ifndef LAYER_IFS
struct operation {
    WSAOVERLAPPED own; /* the first member: the port hands it out */
    LONG references;   /* the call that began it, its packet, its routine */
    LONG told;
    layer_socket *socket;
    enum direction direction;
    LPWSAOVERLAPPED callers;
    ULONG_PTR internal_before;
    LPWSAOVERLAPPED_COMPLETION_ROUTINE routine;
    WSATHREADID thread;
    BOOL thread_opened;
    DWORD transferred, flags;
    int error;
};

static HANDLE port;
static HANDLE worker;

static void drop(operation *op)
{
    int ignored;
    if (InterlockedDecrement(&op->references) > 0)
        return;
    if (op->thread_opened)
        upcalls.lpWPUCloseThread(&op->thread, &ignored);
    release(op->socket);
    free(op);
}

/* Under the lock of the operations. */
static void ended(layer_socket *socket, enum direction direction)
{
    socket->operations[direction]--;
    WakeAllConditionVariable(&socket->told);
}

void wait_until_all_told(layer_socket *socket)
{
    AcquireSRWLockExclusive(&socket->operations_lock);
    while (socket->operations[RECEIVING] + socket->operations[SENDING] + socket->operations[OTHERWISE] > 0)
        SleepConditionVariableSRW(&socket->told, &socket->operations_lock, INFINITE, 0);
    ReleaseSRWLockExclusive(&socket->operations_lock);
}

/* In the thread that asked for it, when that waits alertably. */
static void CALLBACK run_routine(DWORD_PTR context)
{
    operation *op = (operation *)context;
    op->routine(op->error, op->transferred, op->callers, op->flags);
    drop(op);
}

/* Tells the caller how an operation has ended. From then on the caller's OVERLAPPED is not touched. */
static void tell(operation *op)
{
    layer_socket *socket = op->socket;
    int ignored;
    if (!socket->of->below->table.lpWSPGetOverlappedResult(socket->lower, &op->own, &op->transferred, FALSE, &op->flags,
                                                           &op->error)) {
        if (op->error == WSAENOTSOCK) {
            /* Closed meanwhile: what had not ended before, that has ended. */
            op->transferred = (DWORD)op->own.InternalHigh;
            op->error = op->own.Internal == 0 ? 0 : WSA_OPERATION_ABORTED;
        }
    } else {
        op->error = 0;
    }
    op->callers->Offset = op->flags;
    op->callers->OffsetHigh = op->error;
    /* Who has been told and begins another one must not find this one going on. */
    AcquireSRWLockExclusive(&socket->operations_lock);
    if (op->routine) {
        op->callers->InternalHigh = op->transferred;
        op->callers->Internal = op->own.Internal;
        InterlockedIncrement(&op->references);
        if (upcalls.lpWPUQueueApc(&op->thread, run_routine, (DWORD_PTR)op, &ignored) == SOCKET_ERROR)
            drop(op); /* the thread has ended */
    } else {
        WPUCompleteOverlappedRequest(socket->upper, op->callers, op->error, op->transferred, &ignored);
    }
    ended(socket, op->direction);
    ReleaseSRWLockExclusive(&socket->operations_lock);
}

static DWORD WINAPI serve(LPVOID unused)
{
    DWORD transferred;
    ULONG_PTR key;
    LPOVERLAPPED own;
    (void)unused;
    for (;;) {
        operation *op;
        GetQueuedCompletionStatus(port, &transferred, &key, &own, INFINITE);
        if (!own)
            return 0;
        op = (operation *)own;
        if (InterlockedExchange(&op->told, TRUE) == FALSE)
            tell(op);
        drop(op);
    }
}

BOOL start_operations(LPINT error)
{
    if (!port)
        port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 1);
    worker = port ? CreateThread(NULL, 0, serve, NULL, 0, NULL) : NULL;
    if (!worker)
        *error = WSAENOBUFS;
    return worker != NULL;
}

void stop_operations(void)
{
    PostQueuedCompletionStatus(port, 0, 0, NULL);
    WaitForSingleObject(worker, INFINITE);
    CloseHandle(worker);
}

BOOL has_operations(layer_socket *socket, LPINT error)
{
    if (!socket->overlapped || CreateIoCompletionPort((HANDLE)socket->lower, port, 0, 0))
        return TRUE;
    *error = WSAENOBUFS;
    return FALSE;
}

/* ws2_32 hands pointers down as the program gave them. */
static BOOL is_plausible(const void *pointer, size_t alignment)
{
    return (ULONG_PTR)pointer >= 0x10000 && (ULONG_PTR)pointer % alignment == 0;
}

/* Prepares an operation; *begun stays NULL for a call that is not overlapped. */
BOOL begin(layer_socket *socket, enum direction direction, LPWSAOVERLAPPED overlapped,
           LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread, operation **begun, LPINT error)
{
    operation *op;
    *begun = NULL;
    if (!overlapped || !socket->overlapped)
        return TRUE;
    if (!is_plausible(overlapped, sizeof(void *))) {
        *error = WSAEFAULT;
        return FALSE;
    }
    /* hEvent is the program's to use when there is a routine. Its lowest bit keeps the packet from a port. */
    if (overlapped->hEvent && !routine
        && !upcalls.lpWPUResetEvent((WSAEVENT)((ULONG_PTR)overlapped->hEvent & ~(ULONG_PTR)1), error))
        return FALSE;
    op = (operation *)calloc(1, sizeof *op);
    if (!op) {
        *error = WSAENOBUFS;
        return FALSE;
    }
    if (routine && thread) {
        op->thread = *thread;
    } else if (routine) {
        if (upcalls.lpWPUOpenCurrentThread(&op->thread, error) == SOCKET_ERROR) {
            free(op);
            return FALSE;
        }
        op->thread_opened = TRUE;
    }
    op->references = 2;
    op->socket = socket;
    InterlockedIncrement(&socket->references);
    op->direction = direction;
    op->callers = overlapped;
    op->routine = routine;
    op->own.Offset = overlapped->Offset;
    op->own.OffsetHigh = overlapped->OffsetHigh;
    op->internal_before = overlapped->Internal;
    overlapped->Internal = (ULONG_PTR)WSS_OPERATION_IN_PROGRESS;
    AcquireSRWLockExclusive(&socket->operations_lock);
    socket->operations[direction]++;
    ReleaseSRWLockExclusive(&socket->operations_lock);
    *begun = op;
    return TRUE;
}

LPWSAOVERLAPPED overlapped_below(operation *begun)
{
    return &begun->own;
}

/* Says what the provider below made of it. TRUE: the operation has ended and the caller has been told. Otherwise *error is
 * WSA_IO_PENDING or says why it has not begun. */
BOOL begun_below(operation *op, BOOL succeeded, LPINT error)
{
    layer_socket *socket = op->socket;
    BOOL told = FALSE;
    if (!succeeded && *error != WSA_IO_PENDING) {
        op->callers->Internal = op->internal_before;
        AcquireSRWLockExclusive(&socket->operations_lock);
        ended(socket, op->direction);
        ReleaseSRWLockExclusive(&socket->operations_lock);
        drop(op); /* no packet will come */
        drop(op);
        return FALSE;
    }
    if (succeeded) {
        /* Its packet is on the way too. Telling the end here is quicker, but must not overtake an earlier operation. */
        AcquireSRWLockShared(&socket->operations_lock);
        told = socket->operations[op->direction] == 1;
        ReleaseSRWLockShared(&socket->operations_lock);
        if (told && InterlockedExchange(&op->told, TRUE) == FALSE)
            tell(op);
        if (!told)
            *error = WSA_IO_PENDING;
    }
    drop(op);
    return told;
}

/* What tell() has written down; by then the status is no longer WSS_OPERATION_IN_PROGRESS. */
BOOL end_of_operation(layer_socket *socket, LPWSAOVERLAPPED overlapped, LPDWORD transferred, BOOL wait, LPDWORD flags,
                      LPINT error)
{
    const ULONG_PTR pending = (ULONG_PTR)WSS_OPERATION_IN_PROGRESS;
    volatile ULONG_PTR *status = &overlapped->Internal;
    if (!is_plausible(overlapped, sizeof(void *)) || !is_plausible(transferred, 1)) {
        *error = WSAEFAULT;
        return FALSE;
    }
    if (*status == pending && wait && overlapped->hEvent) {
        HANDLE event = (HANDLE)((ULONG_PTR)overlapped->hEvent & ~(ULONG_PTR)1);
        if (WaitForSingleObject(event, INFINITE) == WAIT_FAILED) {
            *error = WSA_INVALID_HANDLE;
            return FALSE;
        }
    } else if (wait) {
        AcquireSRWLockExclusive(&socket->operations_lock);
        while (*status == pending)
            SleepConditionVariableSRW(&socket->told, &socket->operations_lock, INFINITE, 0);
        ReleaseSRWLockExclusive(&socket->operations_lock);
    }
    if (*status == pending) {
        *error = WSA_IO_INCOMPLETE;
        return FALSE;
    }
    *transferred = (DWORD)overlapped->InternalHigh;
    *error = is_plausible(flags, 1) ? (int)overlapped->OffsetHigh : WSAEFAULT;
    if (*error != WSAEFAULT)
        *flags = overlapped->Offset;
    return *error == 0;
}
#endif
