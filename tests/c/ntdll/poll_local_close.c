/* A poll of a socket that the program closes ends, with AFD_POLL_LOCAL_CLOSE if that was asked for. */
#include "afd.h"

int main(void)
{
    SOCKET pair[2], s;
    HANDLE port, device;
    struct poll poll;
    start_winsock();
    device = afd_device_at_port(&port);
    tcp_pair(pair);
    ask(&poll, pair[0], AFD_POLL_RECEIVE | AFD_POLL_LOCAL_CLOSE, INT64_MAX);
    ok(submit(device, &poll) == STATUS_PENDING, "open");
    require(closesocket(pair[0]) == 0);
    ok_ends(port, &poll, STATUS_SUCCESS);
    ok(poll.info.NumberOfHandles == 1 && poll.info.Handles[0].Events == AFD_POLL_LOCAL_CLOSE, "closed: %x", (unsigned)poll.info.Handles[0].Events);
    ok(poll.info.Handles[0].Handle == (HANDLE)pair[0], "its number");
    ok(submit(device, &poll) == STATUS_INVALID_HANDLE, "no socket any more");
    ok(next_poll(port, 0) == NULL, "a call that fails has no packet");
    closesocket(pair[1]);

    s = bound(udp_socket());
    ask(&poll, s, AFD_POLL_RECEIVE | AFD_POLL_LOCAL_CLOSE, INT64_MAX);
    ok(submit(device, &poll) == STATUS_PENDING, "open");
    require(CloseHandle((HANDLE)s));
    ok_ends(port, &poll, STATUS_SUCCESS);
    ok(poll.info.Handles[0].Events == AFD_POLL_LOCAL_CLOSE, "by CloseHandle as well");

    s = bound(udp_socket());
    ask(&poll, s, AFD_POLL_RECEIVE | AFD_POLL_LOCAL_CLOSE, INT64_MAX);
    ok(submit(device, &poll) == STATUS_PENDING, "open");
    require(WSACleanup() == 0);
    ok_ends(port, &poll, STATUS_SUCCESS);
    ok(poll.info.Handles[0].Events == AFD_POLL_LOCAL_CLOSE, "by WSACleanup as well");
    CloseHandle(device);
    CloseHandle(port);
    return ok_done();
}
