/* The process that offered a socket may close it, end Winsock, end, or be killed right after: it has arrived. */
#include "puppet.h"

static SOCKET listener;

static void works(SOCKET s, SOCKET peer)
{
    char byte;
    ok(s != INVALID_SOCKET, "take it");
    ok(send(s, "x", 1, 0) == 1 && recv(peer, &byte, 1, 0) == 1, "one way");
    ok(send(peer, "y", 1, 0) == 1 && recv(s, &byte, 1, 0) == 1, "the other way");
    ok(closesocket(s) == 0, "close");
    ok(recv(peer, &byte, 1, 0) == 0, "that was the last handle");
    closesocket(peer);
}

/* What the puppet made and offered, and the peer of it. */
static WSAPROTOCOL_INFOW from(struct puppet *puppet, SOCKET *peer, SOCKET *theirs)
{
    struct order order = order_for('n', 0);
    struct answer answer;
    order.value = ntohs(local_address(listener).sin_port);
    answer = tell(puppet, order);
    require(answer.result == 0);
    *theirs = answer.s;
    *peer = accept(listener, NULL, NULL);
    require(*peer != INVALID_SOCKET);
    return puppet_offers(puppet, answer.s);
}

int main(int argc, char **argv)
{
    struct puppet puppet;
    WSAPROTOCOL_INFOW info;
    SOCKET peer, theirs;
    if (is_puppet(argc, argv))
        return puppet_main();
    start_winsock();
    listener = tcp_listener();

    start_puppet(&puppet, argv);
    info = from(&puppet, &peer, &theirs);
    ok(puppet_does(&puppet, 'c', theirs, 0) == 0, "the source closes");
    works(taken(&info), peer);
    info = from(&puppet, &peer, &theirs);
    ok(puppet_does(&puppet, 'u', 0, 0) == 0, "the source cleans up");
    works(taken(&info), peer);
    end_puppet(&puppet);

    start_puppet(&puppet, argv);
    info = from(&puppet, &peer, &theirs);
    end_puppet(&puppet);
    works(taken(&info), peer);

    start_puppet(&puppet, argv);
    info = from(&puppet, &peer, &theirs);
    kill_puppet(&puppet);
    works(taken(&info), peer);

    closesocket(listener);
    WSACleanup();
    return ok_done();
}
