/* A non-blocking connect that only select has learnt of: the socket becomes readable like any other, also when it was
 * in the read set while it connected. */
#include "../thread.h"

static SOCKET connecting_to(SOCKET listener)
{
    struct sockaddr_in address = local_address(listener);
    SOCKET s = tcp_socket();
    set_nonblocking(s, 1);
    ok_fails(connect(s, (struct sockaddr *)&address, sizeof address), WSAEWOULDBLOCK);
    return s;
}

static int readable(SOCKET s)
{
    fd_set set;
    FD_ZERO(&set);
    FD_SET(s, &set);
    return select(0, &set, NULL, NULL, NULL);
}

static int poll_readable(SOCKET s)
{
    WSAPOLLFD entry;
    entry.fd = s;
    entry.events = POLLRDNORM;
    return WSAPoll(&entry, 1, -1) == 1 ? entry.revents : SOCKET_ERROR;
}

static void peer_speaks_first(SOCKET listener, int (*wait)(SOCKET), int see_connect)
{
    struct blocked_call waiting;
    SOCKET s = connecting_to(listener), peer;
    if (see_connect)
        ok(becomes_ready(s, 'w', 5000), "connected");
    start_blocked_call(&waiting, wait, s);
    Sleep(20); /* usually it waits by then; both orders must work */
    peer = accept(listener, NULL, NULL);
    require(peer != INVALID_SOCKET);
    ok(send(peer, "hello", 5, 0) == 5, "send");
    join_thread(&waiting.thread);
    CloseHandle(waiting.entering);
    ok(waiting.result == (wait == poll_readable ? POLLRDNORM : 1), "it gave %x", waiting.result);
    closesocket(peer);
    closesocket(s);
}

int main(void)
{
    SOCKET listener;
    start_winsock();
    listener = tcp_listener();
    peer_speaks_first(listener, readable, 1);
    peer_speaks_first(listener, readable, 0);
    peer_speaks_first(listener, poll_readable, 1);
    peer_speaks_first(listener, poll_readable, 0);
    closesocket(listener);
    WSACleanup();
    return ok_done();
}
