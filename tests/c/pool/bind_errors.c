/* BindIoCompletionCallback: a handle has one port; an operation that fails tells its Win32 error. */
#include "pool.h"

static volatile LONG ended;
static DWORD last_error, last_count;

static void CALLBACK on_end(DWORD error, DWORD count, LPOVERLAPPED overlapped)
{
    (void)overlapped;
    last_error = error;
    last_count = count;
    InterlockedIncrement(&ended);
}

int main(void)
{
    SOCKET pair[2];
    struct operation operation;
    start_winsock();
    tcp_pair(pair);
    ok(!BindIoCompletionCallback((HANDLE)pair[0], NULL, 0) && GetLastError() == ERROR_INVALID_PARAMETER, "no function");
    ok(!BindIoCompletionCallback((HANDLE)pair[0], on_end, 1) && GetLastError() == ERROR_INVALID_PARAMETER, "a flag");
    ok(!BindIoCompletionCallback((HANDLE)(ULONG_PTR)0x7ffffff4, on_end, 0) && GetLastError() == ERROR_INVALID_HANDLE,
       "no handle");
    ok(BindIoCompletionCallback((HANDLE)pair[0], on_end, 0), "the first time");
    ok(!BindIoCompletionCallback((HANDLE)pair[0], on_end, 0) && GetLastError() == ERROR_INVALID_PARAMETER,
       "a second time");
    ok(CreateThreadpoolIo((HANDLE)pair[0], NULL, NULL, NULL) == NULL && GetLastError() == ERROR_INVALID_PARAMETER,
       "no function");
    clear_operation(&operation);
    pend_receive(pair[0], &operation, NULL);
    ok(CancelIoEx((HANDLE)pair[0], &operation.overlapped), "the receive is cancelled");
    ok(reaches(&ended, 1) && last_error == ERROR_OPERATION_ABORTED && last_count == 0, "error %d, count %d",
       (int)last_error, (int)last_count);
    clear_operation(&operation);
    pend_receive(pair[0], &operation, NULL);
    send_text(pair[1], "hello");
    ok(reaches(&ended, 2) && last_error == 0 && last_count == 5, "error %d, count %d", (int)last_error, (int)last_count);
    ok(holds(&operation, "hello"), "the data");
    closesocket(pair[0]);
    closesocket(pair[1]);
    WSACleanup();
    return ok_done();
}
