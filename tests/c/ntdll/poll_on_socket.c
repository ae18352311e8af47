/* A poll can be begun on any socket, as on a handle of the device: its end comes to the port of that socket. */
#include "afd.h"

int main(void)
{
    SOCKET pair[2], helper;
    HANDLE port;
    OVERLAPPED overlapped;
    DWORD bytes;
    struct poll poll;
    start_winsock();
    helper = tcp_socket();
    port = CreateIoCompletionPort((HANDLE)helper, NULL, 77, 0);
    require(port != NULL);
    tcp_pair(pair);
    ask(&poll, pair[0], AFD_POLL_RECEIVE, INT64_MAX);
    memset(&overlapped, 0, sizeof overlapped);
    /* An OVERLAPPED begins as a status block does. */
    ok(NtDeviceIoControlFile((HANDLE)helper, NULL, NULL, &overlapped, (PIO_STATUS_BLOCK)&overlapped, IOCTL_AFD_POLL, &poll.info, AFD_INFO_SIZE(1), &poll.info, AFD_INFO_SIZE(1)) == STATUS_PENDING, "pending");
    ok(!HasOverlappedIoCompleted(&overlapped), "pending");
    require(send(pair[1], "x", 1, 0) == 1);
    ok((LPOVERLAPPED)next_poll(port, 20000) == &overlapped, "its packet");
    ok(GetOverlappedResult((HANDLE)helper, &overlapped, &bytes, FALSE) && bytes == AFD_INFO_SIZE(1), "%u bytes", (unsigned)bytes);
    ok(poll.info.Handles[0].Events == AFD_POLL_RECEIVE, "events");

    ask(&poll, pair[0], AFD_POLL_DISCONNECT, INT64_MAX);
    ok(submit((HANDLE)helper, &poll) == STATUS_PENDING, "pending");
    ok(CancelIoEx((HANDLE)helper, NULL), "all operations of the socket");
    ok_ends(port, &poll, STATUS_CANCELLED);
    ask(&poll, pair[0], AFD_POLL_DISCONNECT, INT64_MAX);
    ok(submit((HANDLE)helper, &poll) == STATUS_PENDING, "pending");
    require(closesocket(helper) == 0);
    ok_ends(port, &poll, STATUS_CANCELLED);

    /* On itself. */
    ask(&poll, pair[0], AFD_POLL_RECEIVE, INT64_MAX);
    ok(submit((HANDLE)pair[0], &poll) == STATUS_SUCCESS, "data is still there");
    CloseHandle(port);
    closesocket(pair[0]);
    closesocket(pair[1]);
    return ok_done();
}
