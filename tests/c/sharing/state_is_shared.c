/* Options, mode, linger and half-closes belong to the underlying socket: each process sees what the other sets. */
#include "puppet.h"

static struct puppet puppet;
static SOCKET pair[2], theirs;

static int option_here(int level, int name)
{
    int value = -1, len = sizeof value;
    require(getsockopt(pair[0], level, name, (char *)&value, &len) == 0);
    return value;
}

static void set_here(int level, int name, int value)
{
    require(setsockopt(pair[0], level, name, (const char *)&value, sizeof value) == 0);
}

static int linger_here(void)
{
    struct linger linger;
    int len = sizeof linger;
    require(getsockopt(pair[0], SOL_SOCKET, SO_LINGER, (char *)&linger, &len) == 0);
    return linger.l_onoff == 0 ? -1 : linger.l_linger;
}

/* What the library keeps, what the kernel keeps, and what both have a part in. */
static void options(void)
{
    set_here(SOL_SOCKET, SO_RCVTIMEO, 1234);
    ok(puppet_gets(&puppet, theirs, SOL_SOCKET, SO_RCVTIMEO) == 1234, "a time-out set here");
    puppet_sets(&puppet, theirs, SOL_SOCKET, SO_RCVTIMEO, 50);
    ok(option_here(SOL_SOCKET, SO_RCVTIMEO) == 50, "set there");
    ok_fails(recv(pair[0], (char *)&puppet, 1, 0), WSAETIMEDOUT);
    puppet_sets(&puppet, theirs, SOL_SOCKET, SO_RCVTIMEO, 0);
    puppet_sets(&puppet, theirs, IPPROTO_TCP, TCP_NODELAY, 1);
    ok(option_here(IPPROTO_TCP, TCP_NODELAY) != 0, "one of the kernel's");
    puppet_sets(&puppet, theirs, SOL_SOCKET, SO_DEBUG, 1);
    ok(option_here(SOL_SOCKET, SO_DEBUG) != 0, "one that is only kept");
    ok(option_here(SOL_SOCKET, SO_CONNECT_TIME) == puppet_gets(&puppet, theirs, SOL_SOCKET, SO_CONNECT_TIME) ||
           option_here(SOL_SOCKET, SO_CONNECT_TIME) >= 1,
       "the time of the connection");
}

static void linger_options(void)
{
    ok(puppet_gets(&puppet, theirs, SOL_SOCKET, SO_LINGER) == (1 | 7 << 16), "the linger options of before");
    puppet_lingers(&puppet, theirs, 1, 3);
    ok(linger_here() == 3, "those set there");
    set_linger(pair[0], 0, 0);
    ok(puppet_gets(&puppet, theirs, SOL_SOCKET, SO_DONTLINGER) == 1, "switched off here");
}

static void mode(void)
{
    char byte;
    ok(puppet_does(&puppet, 'b', theirs, 1) == 0, "the puppet makes it non-blocking");
    ok_fails(recv(pair[0], &byte, 1, 0), WSAEWOULDBLOCK);
    set_nonblocking(pair[0], 0);
    set_nonblocking(pair[0], 1);
    ok(puppet_does(&puppet, 'r', theirs, 0) == SOCKET_ERROR && WSAGetLastError() == WSAEWOULDBLOCK, "the other way");
    ok(puppet_does(&puppet, 'b', theirs, 0) == 0, "blocking again");
}

static void half_closes(void)
{
    char byte;
    ok(puppet_does(&puppet, 'd', theirs, SD_SEND) == 0, "the puppet sends no more");
    ok(recv(pair[1], &byte, 1, 0) == 0, "the peer sees the end");
    ok_fails(send(pair[0], "x", 1, 0), WSAESHUTDOWN);
    ok(send(pair[1], "y", 1, 0) == 1 && recv(pair[0], &byte, 1, 0) == 1, "the other half is open");
    ok(shutdown(pair[0], SD_RECEIVE) == 0, "no more receives");
    ok(puppet_does(&puppet, 'r', theirs, 0) == SOCKET_ERROR && WSAGetLastError() == WSAESHUTDOWN, "nor there");
}

int main(int argc, char **argv)
{
    if (is_puppet(argc, argv))
        return puppet_main();
    start_winsock();
    start_puppet(&puppet, argv);
    tcp_pair(pair);
    set_linger(pair[0], 1, 7);
    theirs = shared_with(&puppet, pair[0]);
    linger_options();
    options();
    mode();
    half_closes();
    end_puppet(&puppet);
    closesocket(pair[0]);
    closesocket(pair[1]);
    WSACleanup();
    return ok_done();
}
