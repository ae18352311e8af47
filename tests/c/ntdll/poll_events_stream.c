/* What a poll says of a connection through its life. */
#include "afd.h"

int main(void)
{
    const ULONG all = AFD_POLL_ALL & ~(ULONG)AFD_POLL_CONNECT;
    SOCKET pair[2];
    char bytes[16];
    start_winsock();
    tcp_pair(pair);
    ok(events_now(pair[1], all) == AFD_POLL_SEND, "idle");
    ok(events_now(pair[0], AFD_POLL_CONNECT) == AFD_POLL_CONNECT, "it was connected");
    ok(events_now(pair[1], AFD_POLL_CONNECT) == 0, "it was accepted");
    require(send(pair[0], "data", 4, 0) == 4);
    wait_for_events(pair[1], AFD_POLL_RECEIVE);
    ok(events_now(pair[1], all) == (AFD_POLL_SEND | AFD_POLL_RECEIVE), "data");
    require(shutdown(pair[0], SD_SEND) == 0);
    wait_for_events(pair[1], AFD_POLL_DISCONNECT);
    ok(events_now(pair[1], all) == (AFD_POLL_SEND | AFD_POLL_RECEIVE | AFD_POLL_DISCONNECT), "data before the end");
    ok(events_now(pair[1], AFD_POLL_RECEIVE) == AFD_POLL_RECEIVE, "what was not asked for is not told");
    require(recv(pair[1], bytes, sizeof bytes, 0) == 4);
    ok(events_now(pair[1], all) == (AFD_POLL_SEND | AFD_POLL_DISCONNECT), "the end alone");
    require(shutdown(pair[1], SD_SEND) == 0);
    wait_for_events(pair[1], AFD_POLL_ABORT);
    ok(events_now(pair[1], all) == (AFD_POLL_DISCONNECT | AFD_POLL_ABORT), "both have ended: nothing more can be");
    closesocket(pair[0]);
    closesocket(pair[1]);

    tcp_pair(pair);
    set_linger(pair[0], 1, 0);
    require(closesocket(pair[0]) == 0);
    wait_for_events(pair[1], AFD_POLL_ABORT);
    ok(events_now(pair[1], all) == AFD_POLL_ABORT, "reset");
    closesocket(pair[1]);

    tcp_pair(pair);
    ok(fill(pair[0]) > 0, "filled");
    ok(events_now(pair[0], all) == 0, "no room");
    {
        HANDLE port, device = afd_device_at_port(&port);
        struct poll poll;
        ask(&poll, pair[0], AFD_POLL_SEND, INT64_MAX);
        ok(submit(device, &poll) == STATUS_PENDING, "no room yet");
        require(shutdown(pair[1], SD_SEND) == 0);
        while (next_poll(port, 0) == NULL)
            require(recv(pair[1], bytes, sizeof bytes, 0) > 0);
        ok(poll.info.Handles[0].Events == AFD_POLL_SEND, "room");
        CloseHandle(device);
        CloseHandle(port);
    }
    closesocket(pair[0]);
    closesocket(pair[1]);
    return ok_done();
}
