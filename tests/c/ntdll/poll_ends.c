/* What ends a poll beside its events: time, cancel, the close of the device's handle, a newer exclusive poll. */
#include "afd.h"

int main(void)
{
    SOCKET pair[2];
    HANDLE port, device, other;
    IO_STATUS_BLOCK block;
    struct poll poll, newer;
    double begun;
    FILETIME now;
    start_winsock();
    device = afd_device_at_port(&port);
    tcp_pair(pair);

    begun = now_ms();
    ask(&poll, pair[0], AFD_POLL_RECEIVE, -500000);
    ok(submit(device, &poll) == STATUS_PENDING, "50 ms to go");
    ok_ends(port, &poll, STATUS_TIMEOUT);
    ok(poll.info.NumberOfHandles == 0, "no handles");
    ok(now_ms() - begun >= 49, "after %d ms", (int)(now_ms() - begun));
    GetSystemTimeAsFileTime(&now);
    ask(&poll, pair[0], AFD_POLL_RECEIVE, (((LONGLONG)now.dwHighDateTime << 32) | now.dwLowDateTime) + 200000);
    ok(submit(device, &poll) == STATUS_PENDING || poll.block.Status == STATUS_TIMEOUT, "until a time of the clock");
    ok_ends(port, &poll, STATUS_TIMEOUT);
    ask(&poll, pair[0], AFD_POLL_RECEIVE, 0);
    ok(submit(device, &poll) == STATUS_TIMEOUT, "no time");
    ok_ends(port, &poll, STATUS_TIMEOUT);

    ask(&poll, pair[0], AFD_POLL_RECEIVE, INT64_MAX);
    ok(submit(device, &poll) == STATUS_PENDING, "pending");
    ok(NtCancelIoFileEx(device, &poll.block, &block) == STATUS_SUCCESS, "cancelled");
    ok(block.Status == STATUS_SUCCESS, "so says its own status block");
    ok_ends(port, &poll, STATUS_CANCELLED);
    ok(NtCancelIoFileEx(device, &poll.block, &block) == STATUS_NOT_FOUND, "only once");
    ok(submit(device, &poll) == STATUS_PENDING, "again");
    ok(CancelIoEx(device, (LPOVERLAPPED)&poll.block), "by the base API");
    ok_ends(port, &poll, STATUS_CANCELLED);
    ok(submit(device, &poll) == STATUS_PENDING, "again");
    ok(NtCancelIoFile(device, &block) == STATUS_SUCCESS, "this thread's");
    ok_ends(port, &poll, STATUS_CANCELLED);

    other = afd_device();
    require(CreateIoCompletionPort(other, port, 77, 0) == port);
    ask(&poll, pair[0], AFD_POLL_RECEIVE, INT64_MAX);
    ok(submit(other, &poll) == STATUS_PENDING, "on another handle");
    ok(NtCancelIoFileEx(device, &poll.block, &block) == STATUS_NOT_FOUND, "it is not of this one");
    ok(NtClose(other) == STATUS_SUCCESS, "closed");
    ok_ends(port, &poll, STATUS_CANCELLED);

    ask(&poll, pair[0], AFD_POLL_RECEIVE, INT64_MAX);
    poll.info.Exclusive = TRUE;
    newer = poll;
    ok(submit(device, &poll) == STATUS_PENDING, "exclusive");
    ok(submit(device, &newer) == STATUS_PENDING, "a newer one");
    ok_ends(port, &poll, STATUS_CANCELLED);
    ok(next_poll(port, 0) == NULL, "the newer one waits");
    require(send(pair[1], "x", 1, 0) == 1);
    ok_ends(port, &newer, STATUS_SUCCESS);

    /* Polls that are not exclusive bear each other. */
    require(recv(pair[0], (char *)&poll, 1, 0) == 1);
    ask(&poll, pair[0], AFD_POLL_RECEIVE, INT64_MAX);
    newer = poll;
    ok(submit(device, &poll) == STATUS_PENDING && submit(device, &newer) == STATUS_PENDING, "two");
    require(send(pair[1], "x", 1, 0) == 1);
    ok(next_poll(port, 20000) != NULL && next_poll(port, 20000) != NULL, "both end");
    ok(poll.block.Status == STATUS_SUCCESS && newer.block.Status == STATUS_SUCCESS, "well");
    CloseHandle(device);
    CloseHandle(port);
    closesocket(pair[0]);
    closesocket(pair[1]);
    return ok_done();
}
