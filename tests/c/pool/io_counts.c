/* I/O objects: a wait lasts until what was started has been told or cancelled; closing lets it be told still. */
#include "pool.h"

static volatile LONG ended;
static ULONG last_error;

static void CALLBACK on_end(PTP_CALLBACK_INSTANCE instance, PVOID context, PVOID overlapped, ULONG error,
                            ULONG_PTR count, PTP_IO io)
{
    (void)instance;
    (void)context;
    (void)overlapped;
    (void)count;
    (void)io;
    last_error = error;
    InterlockedIncrement(&ended);
}

static void send_late(void *socket)
{
    Sleep(30);
    send_text(*(SOCKET *)socket, "late");
}

int main(void)
{
    SOCKET pair[2];
    struct operation operation;
    struct thread sender;
    PTP_IO io;
    start_winsock();
    tcp_pair(pair);
    io = CreateThreadpoolIo((HANDLE)pair[0], on_end, NULL, NULL);
    require(io != NULL);
    ok(CreateThreadpoolIo((HANDLE)pair[0], on_end, NULL, NULL) == NULL && GetLastError() == ERROR_INVALID_PARAMETER,
       "a handle has one port");
    WaitForThreadpoolIoCallbacks(io, FALSE);
    StartThreadpoolIo(io);
    CancelThreadpoolIo(io);
    WaitForThreadpoolIoCallbacks(io, FALSE);

    clear_operation(&operation);
    StartThreadpoolIo(io);
    pend_receive(pair[0], &operation, NULL);
    start_thread(&sender, send_late, &pair[1]);
    WaitForThreadpoolIoCallbacks(io, FALSE);
    ok(ended == 1 && last_error == 0 && holds(&operation, "late"), "the wait is for the data");
    join_thread(&sender);

    clear_operation(&operation);
    StartThreadpoolIo(io);
    pend_receive(pair[0], &operation, NULL);
    CloseThreadpoolIo(io);
    closesocket(pair[0]);
    ok(reaches(&ended, 2) && last_error == ERROR_OPERATION_ABORTED, "the close is told: %d", (int)last_error);
    closesocket(pair[1]);
    WSACleanup();
    return ok_done();
}
