/* A shared socket has one selection of network events: one made in another process takes the place of the former. */
#include "puppet.h"

static struct puppet puppet;
static SOCKET pair[2], theirs;

static long recorded(WSAEVENT event)
{
    WSANETWORKEVENTS events;
    memset(&events, 0, sizeof events);
    require(WSAEnumNetworkEvents(pair[0], event, &events) == 0);
    return events.lNetworkEvents;
}

static int becomes_signaled(WSAEVENT event, DWORD milliseconds)
{
    return WaitForSingleObject(event, milliseconds) == WAIT_OBJECT_0;
}

static void send_one(void)
{
    require(send(pair[1], "x", 1, 0) == 1 && becomes_ready(pair[0], 'r', 10000));
}

static void receive_one(void)
{
    char byte;
    require(recv(pair[0], &byte, 1, 0) == 1);
}

static struct answer puppet_waits(int milliseconds)
{
    struct order order = order_for('w', theirs);
    order.value = milliseconds;
    return tell(&puppet, order);
}

int main(int argc, char **argv)
{
    WSAEVENT event;
    u_long off = 0;
    if (is_puppet(argc, argv))
        return puppet_main();
    start_winsock();
    start_puppet(&puppet, argv);
    tcp_pair(pair);
    event = WSACreateEvent();

    ok(WSAEventSelect(pair[0], event, FD_READ) == 0, "select before it is shared");
    theirs = shared_with(&puppet, pair[0]);
    require(send(pair[1], "x", 1, 0) == 1);
    ok(becomes_signaled(event, 10000) && recorded(event) == FD_READ, "the selection stays while another process has a handle");
    ok(puppet_does(&puppet, 'b', theirs, 0) == SOCKET_ERROR && WSAGetLastError() == WSAEINVAL, "and keeps the mode");
    ok(puppet_receives(&puppet, theirs, "x"), "the puppet receives");

    ok(puppet_does(&puppet, 'e', theirs, FD_READ) == 0, "the puppet selects");
    send_one();
    ok(puppet_waits(10000).value == FD_READ, "it is told");
    ok(!becomes_signaled(event, 50) && recorded(event) == 0, "and nobody here");
    receive_one();

    ok(WSAEventSelect(pair[0], event, FD_READ) == 0, "select here again");
    send_one();
    ok(becomes_signaled(event, 10000) && recorded(event) == FD_READ, "told here");
    ok(puppet_waits(50).value == 0, "and not there");
    receive_one();

    ok(puppet_does(&puppet, 'e', theirs, 0) == 0, "the puppet ends the selection");
    send_one();
    ok(!becomes_signaled(event, 50), "it was this one");
    receive_one();
    ok(ioctlsocket(pair[0], FIONBIO, &off) == 0, "the socket may block again");

    ok(puppet_does(&puppet, 'e', theirs, FD_READ) == 0, "the puppet selects once more");
    ok_fails(ioctlsocket(pair[0], FIONBIO, &off), WSAEINVAL);
    ok(puppet_does(&puppet, 'c', theirs, 0) == 0, "its last handle goes");
    ok(ioctlsocket(pair[0], FIONBIO, &off) == 0, "and its selection with it");

    end_puppet(&puppet);
    WSACloseEvent(event);
    closesocket(pair[0]);
    closesocket(pair[1]);
    WSACleanup();
    return ok_done();
}
