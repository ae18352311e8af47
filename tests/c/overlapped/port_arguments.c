/* Bad arguments of the port functions fail with the documented codes, and nothing is changed. */
#include "overlapped.h"

#define ok_last(call, expected) \
    do { \
        SetLastError(0); \
        ok(!(call) && GetLastError() == (expected), #call " fails with " #expected); \
    } while (0)

int main(void)
{
    OVERLAPPED_ENTRY entry;
    OVERLAPPED *overlapped;
    HANDLE port, other, event;
    ULONG removed;
    ULONG_PTR key;
    DWORD count;
    SOCKET s;
    start_winsock();
    s = tcp_socket();
    port = new_port(0);
    other = new_port(0);
    event = new_event();
    ok_last(CreateIoCompletionPort(INVALID_HANDLE_VALUE, port, 0, 0), ERROR_INVALID_PARAMETER);
    ok_last(CreateIoCompletionPort(NULL, port, 0, 0), ERROR_INVALID_HANDLE);
    ok_last(CreateIoCompletionPort(NULL, NULL, 0, 0), ERROR_INVALID_HANDLE);
    ok_last(CreateIoCompletionPort((HANDLE)(ULONG_PTR)0x7654320, port, 0, 0), ERROR_INVALID_HANDLE);
    ok_last(CreateIoCompletionPort(event, port, 0, 0), ERROR_INVALID_HANDLE);
    ok_last(CreateIoCompletionPort((HANDLE)s, event, 0, 0), ERROR_INVALID_HANDLE);
    ok_last(CreateIoCompletionPort((HANDLE)s, (HANDLE)s, 0, 0), ERROR_INVALID_HANDLE);
    ok_last(CreateIoCompletionPort(GetStdHandle(STD_ERROR_HANDLE), port, 0, 0), ERROR_INVALID_PARAMETER);
    ok(CreateIoCompletionPort((HANDLE)s, port, 5, 0) == port, "associated");
    ok_last(CreateIoCompletionPort((HANDLE)s, port, 5, 0), ERROR_INVALID_PARAMETER);
    ok_last(CreateIoCompletionPort((HANDLE)s, other, 5, 0), ERROR_INVALID_PARAMETER);
    ok_last(CreateIoCompletionPort((HANDLE)s, NULL, 5, 0), ERROR_INVALID_PARAMETER);
    ok(CreateIoCompletionPort((HANDLE)tcp_socket(), NULL, 5, 0) != NULL, "port and association at once");

    ok_last(GetQueuedCompletionStatus(event, &count, &key, &overlapped, 0), ERROR_INVALID_HANDLE);
    ok(overlapped == NULL, "no packet");
    ok_last(GetQueuedCompletionStatus(NULL, &count, &key, &overlapped, 0), ERROR_INVALID_HANDLE);
    ok_last(GetQueuedCompletionStatus(INVALID_HANDLE_VALUE, &count, &key, &overlapped, 0), ERROR_INVALID_HANDLE);
    ok_last(GetQueuedCompletionStatus(port, NULL, &key, &overlapped, 0), ERROR_INVALID_PARAMETER);
    ok_last(GetQueuedCompletionStatus(port, &count, NULL, &overlapped, 0), ERROR_INVALID_PARAMETER);
    ok_last(GetQueuedCompletionStatus(port, &count, &key, NULL, 0), ERROR_INVALID_PARAMETER);
    ok_last(GetQueuedCompletionStatusEx(port, NULL, 1, &removed, 0, FALSE), ERROR_INVALID_PARAMETER);
    ok_last(GetQueuedCompletionStatusEx(port, &entry, 0, &removed, 0, FALSE), ERROR_INVALID_PARAMETER);
    ok_last(GetQueuedCompletionStatusEx(port, &entry, 1, NULL, 0, FALSE), ERROR_INVALID_PARAMETER);
    ok_last(GetQueuedCompletionStatusEx((HANDLE)s, &entry, 1, &removed, 0, FALSE), ERROR_INVALID_HANDLE);
    ok_last(PostQueuedCompletionStatus(NULL, 0, 0, NULL), ERROR_INVALID_HANDLE);
    ok_last(PostQueuedCompletionStatus((HANDLE)s, 0, 0, NULL), ERROR_INVALID_HANDLE);
    ok(CloseHandle(other), "a port closes");
    ok_last(GetQueuedCompletionStatus(other, &count, &key, &overlapped, 0), ERROR_INVALID_HANDLE);
    ok_last(CloseHandle(other), ERROR_INVALID_HANDLE);
    ok_no_packet(port);
    WSACleanup();
    return ok_done();
}
