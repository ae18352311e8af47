/* C5: only the last close of all processes has an effect on the connection; a process that is gone counts as closed. */
#include "puppet.h"

static struct puppet puppet;

static void nothing_happened(SOCKET peer)
{
    ok(!becomes_ready(peer, 'r', 50), "the peer sees nothing");
}

static void graceful(int here_first)
{
    SOCKET pair[2], theirs;
    char byte;
    tcp_pair(pair);
    theirs = shared_with(&puppet, pair[0]);
    if (here_first) {
        ok(closesocket(pair[0]) == 0, "close here");
        nothing_happened(pair[1]);
        ok(puppet_sends(&puppet, theirs, "x") && recv(pair[1], &byte, 1, 0) == 1, "the other handle works");
        ok(puppet_does(&puppet, 'c', theirs, 0) == 0, "close there");
    } else {
        ok(puppet_does(&puppet, 'c', theirs, 0) == 0, "close there");
        nothing_happened(pair[1]);
        ok(send(pair[0], "x", 1, 0) == 1 && recv(pair[1], &byte, 1, 0) == 1, "the other handle works");
        ok(closesocket(pair[0]) == 0, "close here");
    }
    ok(recv(pair[1], &byte, 1, 0) == 0, "the peer sees the end, here first: %d", here_first);
    closesocket(pair[1]);
}

static void hard(int here_first)
{
    SOCKET pair[2], theirs;
    char byte;
    tcp_pair(pair);
    theirs = shared_with(&puppet, pair[0]);
    if (here_first) {
        set_linger(pair[0], 1, 0);
        ok(closesocket(pair[0]) == 0, "close here");
        nothing_happened(pair[1]);
        ok(puppet_does(&puppet, 'c', theirs, 0) == 0, "close there");
    } else {
        puppet_lingers(&puppet, theirs, 1, 0);
        ok(puppet_does(&puppet, 'c', theirs, 0) == 0, "close there");
        nothing_happened(pair[1]);
        ok(closesocket(pair[0]) == 0, "close here");
    }
    ok_fails(recv(pair[1], &byte, 1, 0), WSAECONNRESET);
    closesocket(pair[1]);
}

/* What is offered and not taken yet is a handle of its process already. */
static void offered_counts(void)
{
    SOCKET pair[2], theirs;
    WSAPROTOCOL_INFOW info;
    char byte;
    tcp_pair(pair);
    set_linger(pair[0], 1, 0);
    info = offered(&puppet, pair[0]);
    ok(closesocket(pair[0]) == 0, "close before it is taken");
    nothing_happened(pair[1]);
    theirs = puppet_takes(&puppet, &info);
    ok(puppet_sends(&puppet, theirs, "x") && recv(pair[1], &byte, 1, 0) == 1, "it can be taken");
    ok(puppet_does(&puppet, 'c', theirs, 0) == 0, "close there");
    ok_fails(recv(pair[1], &byte, 1, 0), WSAECONNRESET);
    closesocket(pair[1]);
}

static void refused_while_shared(void)
{
    SOCKET pair[2], theirs;
    tcp_pair(pair);
    theirs = shared_with(&puppet, pair[0]);
    set_linger(pair[0], 1, 5);
    fill(pair[0]);
    ok(closesocket(pair[0]) == 0, "a close that is not the last waits for nothing");
    ok(puppet_does(&puppet, 'c', theirs, 0) == SOCKET_ERROR && WSAGetLastError() == WSAEWOULDBLOCK, "the last one would");
    puppet_lingers(&puppet, theirs, 1, 0);
    ok(puppet_does(&puppet, 'c', theirs, 0) == 0, "and is the last");
    closesocket(pair[1]);
}

static void killed(void)
{
    SOCKET pair[2];
    char byte;
    tcp_pair(pair);
    set_linger(pair[0], 1, 0);
    shared_with(&puppet, pair[0]);
    kill_puppet(&puppet);
    nothing_happened(pair[1]);
    ok(closesocket(pair[0]) == 0, "close behind a process that was killed");
    ok_fails(recv(pair[1], &byte, 1, 0), WSAECONNRESET);
    closesocket(pair[1]);
}

/* What a process has offered stays when it is killed; what it had itself does not. */
static void killed_with_an_offer(char **argv)
{
    SOCKET pair[2], other[2], theirs;
    WSAPROTOCOL_INFOW info;
    char byte;
    start_puppet(&puppet, argv);
    tcp_pair(pair);
    tcp_pair(other);
    set_linger(pair[0], 1, 0);
    shared_with(&puppet, pair[0]);
    theirs = shared_with(&puppet, other[0]);
    info = puppet_offers(&puppet, theirs);
    kill_puppet(&puppet);
    ok(closesocket(pair[0]) == 0, "close behind the process that was killed");
    ok_fails(recv(pair[1], &byte, 1, 0), WSAECONNRESET);
    theirs = taken(&info);
    ok(theirs != INVALID_SOCKET && closesocket(other[0]) == 0, "take the other one");
    ok(closesocket(theirs) == 0 && recv(other[1], &byte, 1, 0) == 0, "its last close");
    closesocket(pair[1]);
    closesocket(other[1]);
}

int main(int argc, char **argv)
{
    if (is_puppet(argc, argv))
        return puppet_main();
    start_winsock();
    start_puppet(&puppet, argv);
    graceful(1);
    graceful(0);
    hard(1);
    hard(0);
    offered_counts();
    refused_while_shared();
    killed();
    killed_with_an_offer(argv);
    WSACleanup();
    return ok_done();
}
