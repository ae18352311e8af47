/* Bad arguments of overlapped calls: the call fails with the documented code, nothing is told by port, event or routine,
 * and the socket works afterwards. */
#include "overlapped.h"
#include <mswsock.h>

static SOCKET pair[2], datagrams[2];
static HANDLE port;

static void CALLBACK never(DWORD error, DWORD count, LPWSAOVERLAPPED overlapped, DWORD flags)
{
    (void)error, (void)count, (void)overlapped, (void)flags;
    ok(0, "a routine of a call that failed");
}

static void check_buffers(struct operation *operation)
{
    static WSABUF many[2000];
    WSABUF bad[2];
    DWORD flags = 0;
    bad[0] = operation->buffer;
    bad[1].buf = (char *)(ULONG_PTR)64;
    bad[1].len = 5;
    ok_fails(WSARecv(pair[0], NULL, 1, NULL, &flags, &operation->overlapped, NULL), WSAEFAULT);
    ok_fails(WSASend(pair[0], NULL, 1, NULL, 0, &operation->overlapped, NULL), WSAEFAULT);
    ok_fails(WSARecv(pair[0], (WSABUF *)(ULONG_PTR)48, 1, NULL, &flags, &operation->overlapped, NULL), WSAEFAULT);
    ok_fails(WSARecv(pair[0], &operation->buffer, 0, NULL, &flags, &operation->overlapped, NULL), WSAEINVAL);
    ok_fails(WSASend(pair[0], &operation->buffer, 0, NULL, 0, &operation->overlapped, NULL), WSAEINVAL);
    ok_fails(WSARecv(pair[0], many, 2000, NULL, &flags, &operation->overlapped, NULL), WSAENOBUFS);
    ok_fails(WSARecv(pair[0], many, 0xffffffff, NULL, &flags, &operation->overlapped, NULL), WSAENOBUFS);
    ok_fails(WSASend(pair[0], many, 0x80000000, NULL, 0, &operation->overlapped, NULL), WSAENOBUFS);
    ok_fails(WSARecv(pair[0], bad, 2, NULL, &flags, &operation->overlapped, NULL), WSAEFAULT);
    ok_fails(WSASend(pair[0], bad, 2, NULL, 0, &operation->overlapped, NULL), WSAEFAULT);
    ok_fails(WSARecvFrom(datagrams[0], bad, 2, NULL, &flags, NULL, NULL, &operation->overlapped, never), WSAEFAULT);
    ok_fails(WSARecv(pair[0], &operation->buffer, 1, NULL, (DWORD *)(ULONG_PTR)16, &operation->overlapped, NULL), WSAEFAULT);
    flags = 0x40000000;
    ok_fails(WSARecv(pair[0], &operation->buffer, 1, NULL, &flags, &operation->overlapped, never), WSAEOPNOTSUPP);
    ok_fails(WSASend(pair[0], &operation->buffer, 1, NULL, 0x40000000, &operation->overlapped, never), WSAEOPNOTSUPP);
}

static void check_overlapped(struct operation *operation)
{
    OVERLAPPED *misaligned = (OVERLAPPED *)((char *)&operation->overlapped + 4);
    OVERLAPPED *absent = (OVERLAPPED *)(ULONG_PTR)32;
    char room[2 * (sizeof(struct sockaddr_in) + 16)];
    DWORD each = sizeof room / 2, count, flags = 0;
    SOCKET listener = tcp_listener(), acceptor = tcp_socket();
    ok_fails(WSARecv(pair[0], &operation->buffer, 1, NULL, &flags, misaligned, NULL), WSAEFAULT);
    ok_fails(WSARecv(pair[0], &operation->buffer, 1, NULL, &flags, misaligned, never), WSAEFAULT);
    ok_fails(WSARecv(pair[0], &operation->buffer, 1, NULL, &flags, absent, NULL), WSAEFAULT);
    ok_fails(WSARecv(pair[0], &operation->buffer, 1, NULL, &flags, absent, never), WSAEFAULT);
    ok_fails(WSASend(pair[0], &operation->buffer, 1, NULL, 0, misaligned, NULL), WSAEFAULT);
    ok_fails(WSASend(pair[0], &operation->buffer, 1, NULL, 0, absent, NULL), WSAEFAULT);
    ok_fails(AcceptEx(listener, acceptor, room, 0, each, each, &count, misaligned) - 1, WSAEFAULT);
    ok_fails(AcceptEx(listener, acceptor, room, 0, each, each, &count, absent) - 1, WSAEFAULT);
    ok_fails(TransmitFile(pair[0], NULL, 0, 0, misaligned, NULL, 0) - 1, WSAEFAULT);
    ok_fails(TransmitFile(pair[0], NULL, 0, 0, absent, NULL, 0) - 1, WSAEFAULT);
    ok_fails(WSAGetOverlappedResult(pair[0], misaligned, &count, FALSE, &flags) - 1, WSAEFAULT);
    ok_fails(WSAGetOverlappedResult(pair[0], absent, &count, FALSE, &flags) - 1, WSAEFAULT);
    ok_fails(GetOverlappedResult((HANDLE)pair[0], absent, &count, FALSE) - 1, ERROR_INVALID_PARAMETER);
    require(closesocket(listener) == 0 && closesocket(acceptor) == 0);
}

static void check_events(struct operation *operation)
{
    HANDLE not_events[6];
    DWORD flags = 0;
    int i;
    not_events[0] = new_event();
    require(CloseHandle(not_events[0]));
    not_events[1] = port;
    not_events[2] = (HANDLE)pair[1];
    not_events[3] = CreateSemaphore(NULL, 0, 1, NULL);
    not_events[4] = GetCurrentThread();
    not_events[5] = (HANDLE)(ULONG_PTR)0x7ffffff4;
    for (i = 0; i < 6; i++) {
        operation->overlapped.hEvent = not_events[i];
        ok(WSARecv(pair[0], &operation->buffer, 1, NULL, &flags, &operation->overlapped, NULL) == SOCKET_ERROR
               && WSAGetLastError() == WSA_INVALID_HANDLE,
           "hEvent %d: error %d", i, WSAGetLastError());
        ok(WSASend(pair[0], &operation->buffer, 1, NULL, 0, &operation->overlapped, NULL) == SOCKET_ERROR
               && WSAGetLastError() == WSA_INVALID_HANDLE,
           "hEvent %d: error %d", i, WSAGetLastError());
    }
    operation->overlapped.hEvent = NULL;
    ok_fails(WSASetEvent((HANDLE)pair[0]) - 1, WSA_INVALID_HANDLE);
    ok_fails(WSAResetEvent(port) - 1, WSA_INVALID_HANDLE);
    ok_fails(WSACloseEvent((HANDLE)pair[0]) - 1, WSA_INVALID_HANDLE);
}

static void check_addresses(struct operation *operation)
{
    struct sockaddr_in address = local_address(datagrams[1]);
    struct sockaddr *named = (struct sockaddr *)&address;
    WSABUF *buffer = &operation->buffer;
    OVERLAPPED *overlapped = &operation->overlapped;
    DWORD flags = 0;
    int length = -1, small = 15;
    ok_fails(WSARecvFrom(datagrams[0], buffer, 1, NULL, &flags, named, NULL, overlapped, never), WSAEFAULT);
    ok_fails(WSARecvFrom(datagrams[0], buffer, 1, NULL, &flags, named, &length, overlapped, never), WSAEFAULT);
    ok_fails(WSARecvFrom(datagrams[0], buffer, 1, NULL, &flags, named, &small, overlapped, never), WSAEFAULT);
    length = sizeof address;
    ok_fails(WSARecvFrom(datagrams[0], buffer, 1, NULL, &flags, (struct sockaddr *)(ULONG_PTR)8, &length, overlapped, never),
             WSAEFAULT);
    ok_fails(WSARecvFrom(datagrams[0], buffer, 1, NULL, &flags, named, (int *)(ULONG_PTR)8, overlapped, never), WSAEFAULT);
    ok_fails(WSASendTo(datagrams[0], buffer, 1, NULL, 0, named, -1, overlapped, never), WSAEFAULT);
    ok_fails(WSASendTo(datagrams[0], buffer, 1, NULL, 0, named, 15, overlapped, never), WSAEFAULT);
    ok_fails(WSASendTo(datagrams[0], buffer, 1, NULL, 0, (struct sockaddr *)(ULONG_PTR)8, 16, overlapped, never), WSAEFAULT);
    address.sin_family = 999;
    ok_fails(WSASendTo(datagrams[0], buffer, 1, NULL, 0, named, sizeof address, overlapped, never), WSAEAFNOSUPPORT);
}

static void check_handles(struct operation *operation)
{
    HANDLE closed = new_port(0), event = new_event();
    OVERLAPPED_ENTRY entry;
    ULONG removed;
    DWORD flags = 0;
    SOCKET fresh = tcp_socket();
    require(CloseHandle(closed));
    ok_fails(CreateIoCompletionPort((HANDLE)fresh, closed, 1, 0) == NULL ? -1 : 0, ERROR_INVALID_HANDLE);
    ok_fails(PostQueuedCompletionStatus(closed, 1, 1, NULL) - 1, ERROR_INVALID_HANDLE);
    ok_fails(GetQueuedCompletionStatusEx(closed, &entry, 1, &removed, 0, TRUE) - 1, ERROR_INVALID_HANDLE);
    ok_fails(GetQueuedCompletionStatusEx(port, &entry, 0xffffffff, &removed, 0, TRUE) - 1, WAIT_TIMEOUT);
    ok_fails(SetFileCompletionNotificationModes(event, FILE_SKIP_COMPLETION_PORT_ON_SUCCESS) - 1, ERROR_INVALID_HANDLE);
    ok_fails(SetFileCompletionNotificationModes((HANDLE)fresh, 0x80) - 1, ERROR_INVALID_PARAMETER);
    ok_fails(CancelIoEx(event, NULL) - 1, ERROR_INVALID_HANDLE);
    ok_fails(CancelIoEx(closed, NULL) - 1, ERROR_INVALID_HANDLE);
    ok_fails(CancelIoEx((HANDLE)pair[0], (OVERLAPPED *)(ULONG_PTR)3) - 1, ERROR_NOT_FOUND);
    ok_fails(CancelIo(event) - 1, ERROR_INVALID_HANDLE);
    ok_fails(WSARecv((SOCKET)event, &operation->buffer, 1, NULL, &flags, &operation->overlapped, never), WSAENOTSOCK);
    ok_fails(WSASend((SOCKET)port, &operation->buffer, 1, NULL, 0, &operation->overlapped, never), WSAENOTSOCK);
    require(closesocket(fresh) == 0);
    ok_fails(WSARecv(fresh, &operation->buffer, 1, NULL, &flags, &operation->overlapped, never), WSAENOTSOCK);
}

int main(void)
{
    struct operation operation;
    start_winsock();
    tcp_pair(pair);
    udp_pair(datagrams);
    port = new_port(0);
    associate(port, pair[0], 1);
    clear_operation(&operation);
    check_buffers(&operation);
    check_overlapped(&operation);
    check_events(&operation);
    check_addresses(&operation);
    check_handles(&operation);
    ok(SleepEx(0, TRUE) == 0, "no routine is queued");
    ok_no_packet(port);
    ok(HasOverlappedIoCompleted(&operation.overlapped), "nothing is pending");

    clear_operation(&operation);
    pend_receive(pair[0], &operation, NULL);
    send_text(pair[1], "well");
    ok_packet_of(port, &operation, 0, 4);
    WSACleanup();
    return ok_done();
}
