/* WPUCompleteOverlappedRequest: bytes and status, then event, handle or port. */
#include "spi.h"

static CONTROL *control;

/* An operation that the provider has pending. */
static void begin(SOCKET s, WSAOVERLAPPED *overlapped)
{
    WSABUF buffer;
    DWORD sent = 0;
    buffer.len = 5;
    buffer.buf = (CHAR *)"hello";
    ok_fails(WSASend(s, &buffer, 1, &sent, 0, overlapped, NULL), WSA_IO_PENDING);
    require(control->overlapped == overlapped);
}

static void complete(SOCKET s, WSAOVERLAPPED *overlapped, DWORD failure, DWORD bytes)
{
    INT error = 0;
    ok(WPUCompleteOverlappedRequest(s, overlapped, failure, bytes, &error) == 0, "completed: %d", error);
}

static void by_event(SOCKET s)
{
    WSAOVERLAPPED overlapped;
    DWORD bytes = 0, flags = 1;
    memset(&overlapped, 0, sizeof(overlapped));
    overlapped.hEvent = WSACreateEvent();
    begin(s, &overlapped);
    ok(!WSAGetOverlappedResult(s, &overlapped, &bytes, FALSE, &flags), "not complete");
    ok(WSAGetLastError() == WSA_IO_INCOMPLETE, "the provider's own error");
    ok(WaitForSingleObject(overlapped.hEvent, 0) == WAIT_TIMEOUT, "nor signaled");
    complete(s, &overlapped, 0, 5);
    ok(WaitForSingleObject(overlapped.hEvent, 0) == WAIT_OBJECT_0, "signaled");
    ok(overlapped.Internal == 0 && overlapped.InternalHigh == 5, "status and bytes");
    ok(WSAGetOverlappedResult(s, &overlapped, &bytes, FALSE, &flags), "complete");
    ok(bytes == 5 && flags == 0, "%u bytes", (unsigned)bytes);

    WSAResetEvent(overlapped.hEvent);
    begin(s, &overlapped);
    complete(s, &overlapped, WSAECONNRESET, 2);
    ok(WaitForSingleObject(overlapped.hEvent, 0) == WAIT_OBJECT_0, "signaled");
    ok(!WSAGetOverlappedResult(s, &overlapped, &bytes, FALSE, &flags), "failed");
    ok(WSAGetLastError() == WSAECONNRESET, "with what the provider says");
    ok(overlapped.InternalHigh == 2, "bytes of a failure, too");
    ok(!GetOverlappedResult((HANDLE)s, &overlapped, &bytes, FALSE), "for the base API");
    ok(GetLastError() == ERROR_NETNAME_DELETED, "in its own terms: %u", (unsigned)GetLastError());
    WSACloseEvent(overlapped.hEvent);
}

static void by_port(SOCKET s)
{
    HANDLE port = CreateIoCompletionPort((HANDLE)s, NULL, 77, 0);
    WSAOVERLAPPED overlapped, *taken = NULL;
    DWORD bytes = 0;
    ULONG_PTR key = 0;
    require(port != NULL);
    ok(CreateIoCompletionPort((HANDLE)s, port, 78, 0) == NULL && GetLastError() == ERROR_INVALID_PARAMETER, "one port");
    memset(&overlapped, 0, sizeof(overlapped));
    begin(s, &overlapped);
    complete(s, &overlapped, 0, 5);
    ok(GetQueuedCompletionStatus(port, &bytes, &key, &taken, 0), "a packet");
    ok(taken == &overlapped && bytes == 5 && key == 77, "of the operation");
    begin(s, &overlapped);
    complete(s, &overlapped, WSA_OPERATION_ABORTED, 0);
    ok(!GetQueuedCompletionStatus(port, &bytes, &key, &taken, 0), "a packet of a failure");
    ok(GetLastError() == ERROR_OPERATION_ABORTED && taken == &overlapped, "which says what");

    /* The lowest bit of hEvent keeps it from the port. */
    overlapped.hEvent = WSACreateEvent();
    overlapped.hEvent = (HANDLE)((ULONG_PTR)overlapped.hEvent | 1);
    begin(s, &overlapped);
    complete(s, &overlapped, 0, 1);
    ok(!GetQueuedCompletionStatus(port, &bytes, &key, &taken, 0) && taken == NULL, "no packet");
    ok(WaitForSingleObject((HANDLE)((ULONG_PTR)overlapped.hEvent & ~(ULONG_PTR)1), 0) == WAIT_OBJECT_0, "but the event");
    CloseHandle((HANDLE)((ULONG_PTR)overlapped.hEvent & ~(ULONG_PTR)1));

    /* What ends within its call is told, too: a layer has nobody to ask about the handle's modes. */
    overlapped.hEvent = NULL;
    ok(SetFileCompletionNotificationModes((HANDLE)s, FILE_SKIP_COMPLETION_PORT_ON_SUCCESS), "a mode");
    begin(s, &overlapped);
    complete(s, &overlapped, 0, 1);
    ok(GetQueuedCompletionStatus(port, &bytes, &key, &taken, 0), "a packet");
    CloseHandle(port);
}

static void refused(SOCKET s)
{
    SOCKET base = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    WSAOVERLAPPED overlapped;
    memset(&overlapped, 0, sizeof(overlapped));
    wsc_fails(WPUCompleteOverlappedRequest(base, &overlapped, 0, 1, &error), WSAEINVAL);
    wsc_fails(WPUCompleteOverlappedRequest(INVALID_SOCKET, &overlapped, 0, 1, &error), WSAEINVAL);
    wsc_fails(WPUCompleteOverlappedRequest(s, NULL, 0, 1, &error), WSAEFAULT);
    closesocket(base);
    closesocket(s);
    wsc_fails(WPUCompleteOverlappedRequest(s, &overlapped, 0, 1, &error), WSAEINVAL);
}

int main(void)
{
    SOCKET s;
    control = install_provider();
    start_winsock();
    s = open_own();
    require(s != INVALID_SOCKET);
    by_event(s);
    by_port(s);
    refused(s);
    WSACleanup();
    return ok_done();
}
