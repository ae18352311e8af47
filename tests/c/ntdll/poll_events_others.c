/* What a poll says of listeners, connects, urgent data, datagrams, and sockets that are nothing yet. */
#include "afd.h"

int main(void)
{
    const ULONG all = AFD_POLL_ALL;
    SOCKET s, client, accepted, pair[2];
    struct sockaddr_in address;
    HANDLE port, device;
    struct poll poll;
    char byte = 1;
    start_winsock();
    device = afd_device_at_port(&port);

    /* The poll begins before the socket listens. */
    s = bound(tcp_socket());
    ok(events_now(s, all) == 0, "neither connected nor listening");
    ask(&poll, s, AFD_POLL_ACCEPT, INT64_MAX);
    ok(submit(device, &poll) == STATUS_PENDING, "not listening");
    require(listen(s, 5) == 0);
    client = connected_to(s);
    ok_ends(port, &poll, STATUS_SUCCESS);
    ok(poll.info.Handles[0].Events == AFD_POLL_ACCEPT, "a connection");
    ok(events_now(s, all) == AFD_POLL_ACCEPT, "nothing else");
    accepted = accept(s, NULL, NULL);
    require(accepted != INVALID_SOCKET);
    ok(events_now(s, all) == 0, "taken");

    /* Urgent data. */
    ask(&poll, accepted, AFD_POLL_RECEIVE_EXPEDITED, INT64_MAX);
    ok(submit(device, &poll) == STATUS_PENDING, "none");
    require(send(client, &byte, 1, MSG_OOB) == 1);
    ok_ends(port, &poll, STATUS_SUCCESS);
    ok(poll.info.Handles[0].Events == AFD_POLL_RECEIVE_EXPEDITED, "urgent");
    closesocket(accepted);
    closesocket(client);

    /* A connect that succeeds, with the poll begun before it. */
    client = tcp_socket();
    set_nonblocking(client, 1);
    ask(&poll, client, AFD_POLL_SEND | AFD_POLL_CONNECT | AFD_POLL_CONNECT_FAIL, INT64_MAX);
    ok(submit(device, &poll) == STATUS_PENDING, "not connected");
    address = local_address(s);
    ok_fails(connect(client, (struct sockaddr *)&address, sizeof address), WSAEWOULDBLOCK);
    ok_ends(port, &poll, STATUS_SUCCESS);
    ok(poll.info.Handles[0].Events == (AFD_POLL_SEND | AFD_POLL_CONNECT), "connected: %x", (unsigned)poll.info.Handles[0].Events);
    closesocket(client);
    closesocket(s);

    /* One that fails: nobody listens there any more. */
    client = tcp_socket();
    set_nonblocking(client, 1);
    ok_fails(connect(client, (struct sockaddr *)&address, sizeof address), WSAEWOULDBLOCK);
    ask(&poll, client, all, INT64_MAX);
    ok(submit(device, &poll) == STATUS_PENDING || poll.block.Status == STATUS_SUCCESS, "refused soon");
    ok_ends(port, &poll, STATUS_SUCCESS);
    ok(poll.info.Handles[0].Events == AFD_POLL_CONNECT_FAIL, "refused: %x", (unsigned)poll.info.Handles[0].Events);
    closesocket(client);

    udp_pair(pair);
    ok(events_now(pair[0], all) == AFD_POLL_SEND, "datagrams can be sent");
    ask(&poll, pair[0], AFD_POLL_RECEIVE, INT64_MAX);
    ok(submit(device, &poll) == STATUS_PENDING, "none there");
    require(send(pair[1], &byte, 1, 0) == 1);
    ok_ends(port, &poll, STATUS_SUCCESS);
    ok(events_now(pair[0], all) == (AFD_POLL_SEND | AFD_POLL_RECEIVE), "one there");
    require(recv(pair[0], &byte, 1, 0) == 1);
    ok(events_now(pair[0], all) == AFD_POLL_SEND, "taken");
    closesocket(pair[0]);
    closesocket(pair[1]);
    CloseHandle(device);
    CloseHandle(port);
    return ok_done();
}
