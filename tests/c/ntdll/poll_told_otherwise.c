/* A poll tells by its event, by its routine, by the state of the handle, or by the return of the call. */
#include "afd.h"

static void *called_with;
static PIO_STATUS_BLOCK called_for;

static VOID NTAPI routine(PVOID context, PIO_STATUS_BLOCK block, ULONG reserved)
{
    ok(reserved == 0, "reserved");
    called_with = context;
    called_for = block;
}

static void send_soon(void *socket)
{
    Sleep(20);
    require(send(*(SOCKET *)socket, "x", 1, 0) == 1);
}

int main(void)
{
    SOCKET pair[2];
    HANDLE device, event, port;
    struct poll poll;
    struct thread sender;
    char byte;
    start_winsock();
    tcp_pair(pair);
    device = afd_device();
    event = new_event();
    set_event(event);
    ask(&poll, pair[0], AFD_POLL_RECEIVE, INT64_MAX);
    ok(submit_with(device, event, NULL, NULL, &poll) == STATUS_PENDING, "pending");
    ok(!signaled_within(event, 0), "the call resets the event");
    require(send(pair[1], "x", 1, 0) == 1);
    ok(signaled_within(event, 20000) && poll.block.Status == STATUS_SUCCESS, "the event");

    require(recv(pair[0], &byte, 1, 0) == 1);
    ask(&poll, pair[0], AFD_POLL_RECEIVE, INT64_MAX);
    ok(submit_with(device, NULL, routine, &pair, &poll) == STATUS_PENDING, "pending");
    require(send(pair[1], "x", 1, 0) == 1);
    ok(SleepEx(20000, TRUE) == WAIT_IO_COMPLETION, "an APC");
    ok(called_with == (void *)&pair && called_for == &poll.block, "with what the program gave");

    require(recv(pair[0], &byte, 1, 0) == 1);
    ask(&poll, pair[0], AFD_POLL_RECEIVE, INT64_MAX);
    ok(submit_with(device, NULL, NULL, NULL, &poll) == STATUS_PENDING, "pending");
    ok(!signaled_within(device, 0), "the handle is busy");
    require(send(pair[1], "x", 1, 0) == 1);
    {
        LARGE_INTEGER limit;
        limit.QuadPart = -200000000;
        ok(NtWaitForSingleObject(device, FALSE, &limit) == STATUS_SUCCESS, "the handle");
    }
    port = CreateIoCompletionPort(device, NULL, 0, 0);
    require(port != NULL);
    ok(submit_with(device, NULL, routine, &poll, &poll) == STATUS_INVALID_PARAMETER, "no routines beside a port");
    CloseHandle(device);
    CloseHandle(port);

    require(open_device(L"\\Device\\Afd\\Waits", FILE_SYNCHRONOUS_IO_NONALERT, &device) == STATUS_SUCCESS);
    require(recv(pair[0], &byte, 1, 0) == 1);
    ask(&poll, pair[0], AFD_POLL_RECEIVE, INT64_MAX);
    start_thread(&sender, send_soon, &pair[1]);
    ok(submit_with(device, NULL, NULL, NULL, &poll) == STATUS_SUCCESS, "the call waits");
    ok(poll.block.Status == STATUS_SUCCESS && poll.info.Handles[0].Events == AFD_POLL_RECEIVE, "for data");
    join_thread(&sender);
    ask(&poll, pair[0], AFD_POLL_DISCONNECT, -10000);
    ok(submit_with(device, NULL, NULL, NULL, &poll) == STATUS_TIMEOUT, "for so long");
    CloseHandle(device);
    CloseHandle(event);
    closesocket(pair[0]);
    closesocket(pair[1]);
    return ok_done();
}
