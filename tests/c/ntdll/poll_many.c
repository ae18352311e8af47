/* A poll of several sockets ends with those that are ready, in the order asked. */
#include "afd.h"

int main(void)
{
    SOCKET pairs[3][2];
    HANDLE port, device;
    struct poll poll;
    int i;
    char byte = 1;
    start_winsock();
    device = afd_device_at_port(&port);
    for (i = 0; i < 3; i++)
        tcp_pair(pairs[i]);
    ask(&poll, pairs[0][0], AFD_POLL_RECEIVE, INT64_MAX);
    ask_also(&poll, pairs[1][0], AFD_POLL_RECEIVE | AFD_POLL_SEND);
    ask_also(&poll, pairs[2][0], AFD_POLL_SEND);
    ok(submit(device, &poll) == STATUS_SUCCESS, "two can send");
    ok_ends(port, &poll, STATUS_SUCCESS);
    ok(poll.info.NumberOfHandles == 2, "%u handles", (unsigned)poll.info.NumberOfHandles);
    ok(poll.block.Information == AFD_INFO_SIZE(2), "%u bytes", (unsigned)poll.block.Information);
    ok(poll.info.Handles[0].Handle == (HANDLE)pairs[1][0] && poll.info.Handles[0].Events == AFD_POLL_SEND, "the second");
    ok(poll.info.Handles[1].Handle == (HANDLE)pairs[2][0] && poll.info.Handles[1].Events == AFD_POLL_SEND, "the third");

    ask(&poll, pairs[0][0], AFD_POLL_RECEIVE, INT64_MAX);
    ask_also(&poll, pairs[1][0], AFD_POLL_RECEIVE);
    ask_also(&poll, pairs[2][0], AFD_POLL_RECEIVE);
    ok(submit(device, &poll) == STATUS_PENDING, "nothing to receive");
    require(send(pairs[2][1], &byte, 1, 0) == 1);
    ok_ends(port, &poll, STATUS_SUCCESS);
    ok(poll.info.NumberOfHandles == 1 && poll.info.Handles[0].Handle == (HANDLE)pairs[2][0], "the third alone");
    require(send(pairs[0][1], &byte, 1, 0) == 1);
    ok(next_poll(port, 50) == NULL, "it has ended, once");
    for (i = 0; i < 3; i++) {
        closesocket(pairs[i][0]);
        closesocket(pairs[i][1]);
    }
    CloseHandle(device);
    CloseHandle(port);
    return ok_done();
}
