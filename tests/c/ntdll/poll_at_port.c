/* A poll that is pending ends with a packet whose OVERLAPPED is the context of the call. */
#include "afd.h"

int main(void)
{
    SOCKET pair[2];
    HANDLE port, device;
    struct poll poll;
    char byte = 1;
    start_winsock();
    device = afd_device_at_port(&port);
    tcp_pair(pair);
    ask(&poll, pair[1], AFD_POLL_RECEIVE | AFD_POLL_DISCONNECT, INT64_MAX);
    ok(submit(device, &poll) == STATUS_PENDING, "nothing to receive yet");
    ok(poll.block.Status == STATUS_PENDING, "the status block says so");
    ok(next_poll(port, 0) == NULL, "no packet before data");
    require(send(pair[0], &byte, 1, 0) == 1);
    ok_ends(port, &poll, STATUS_SUCCESS);
    ok(poll.block.Information == AFD_INFO_SIZE(1), "%d bytes of output", (int)poll.block.Information);
    ok(poll.info.NumberOfHandles == 1, "one handle");
    ok(poll.info.Handles[0].Handle == (HANDLE)pair[1], "the socket");
    ok(poll.info.Handles[0].Events == AFD_POLL_RECEIVE, "events %x", (unsigned)poll.info.Handles[0].Events);
    ok(poll.info.Handles[0].Status == STATUS_SUCCESS, "entry");
    ok(poll.info.Timeout.QuadPart == INT64_MAX, "the time limit comes back");

    /* Data is still there, so the next poll ends within the call, and the packet comes all the same. */
    ask(&poll, pair[1], AFD_POLL_RECEIVE, INT64_MAX);
    ok(submit(device, &poll) == STATUS_SUCCESS, "level, not edge");
    ok_ends(port, &poll, STATUS_SUCCESS);

    /* Unless the program does without. */
    require(SetFileCompletionNotificationModes(device, FILE_SKIP_COMPLETION_PORT_ON_SUCCESS | FILE_SKIP_SET_EVENT_ON_HANDLE));
    ask(&poll, pair[1], AFD_POLL_RECEIVE, INT64_MAX);
    ok(submit(device, &poll) == STATUS_SUCCESS, "at once");
    ok(next_poll(port, 0) == NULL, "no packet");

    /* A call without context has none either. */
    ask(&poll, pair[1], AFD_POLL_DISCONNECT, INT64_MAX);
    ok(submit_with(device, NULL, NULL, NULL, &poll) == STATUS_PENDING, "no end yet");
    require(shutdown(pair[0], SD_SEND) == 0);
    while (*(volatile NTSTATUS *)&poll.block.Status == STATUS_PENDING)
        Sleep(1);
    ok(poll.info.Handles[0].Events == AFD_POLL_DISCONNECT, "the end");
    ok(next_poll(port, 0) == NULL, "no packet");
    CloseHandle(device);
    CloseHandle(port);
    closesocket(pair[0]);
    closesocket(pair[1]);
    return ok_done();
}
