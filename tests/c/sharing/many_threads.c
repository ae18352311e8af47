/* Several threads share the same sockets with several processes at once; each handle counts, and the last close is the last. */
#include "../thread.h"
#include "puppet.h"

enum { THREADS = 4, ROUNDS = 15 };

static SOCKET common[2];

struct share {
    struct puppet puppet;
    SOCKET theirs;
};

static void share_and_close(void *argument)
{
    struct share *share = (struct share *)argument;
    int round;
    for (round = 0; round < ROUNDS; round++) {
        SOCKET own[2], theirs, back;
        WSAPROTOCOL_INFOW info;
        char byte;
        tcp_pair(own);
        theirs = shared_with(&share->puppet, own[0]);
        ok(closesocket(own[0]) == 0, "round %d: close", round);
        ok(puppet_sends(&share->puppet, theirs, "x") && recv(own[1], &byte, 1, 0) == 1, "round %d: its own connection", round);
        ok(puppet_does(&share->puppet, 'c', theirs, 0) == 0, "round %d: close there", round);
        ok(recv(own[1], &byte, 1, 0) == 0, "round %d: the end", round);
        closesocket(own[1]);

        theirs = shared_with(&share->puppet, common[0]);
        info = puppet_offers(&share->puppet, theirs);
        back = taken(&info);
        ok(back != INVALID_SOCKET && closesocket(back) == 0, "round %d: there and back", round);
        if (round + 1 < ROUNDS)
            ok(puppet_does(&share->puppet, 'c', theirs, 0) == 0, "round %d: close there", round);
        share->theirs = theirs;
    }
}

static void close_theirs(void *argument)
{
    struct share *share = (struct share *)argument;
    ok(puppet_does(&share->puppet, 'c', share->theirs, 0) == 0, "the last of this process");
}

static void in_threads(struct share *shares, void (*run)(void *))
{
    struct thread threads[THREADS];
    int i;
    for (i = 0; i < THREADS; i++)
        start_thread(&threads[i], run, &shares[i]);
    for (i = 0; i < THREADS; i++)
        join_thread(&threads[i]);
}

int main(int argc, char **argv)
{
    struct share shares[THREADS];
    char byte;
    int i;
    if (is_puppet(argc, argv))
        return puppet_main();
    start_winsock();
    tcp_pair(common);
    for (i = 0; i < THREADS; i++)
        start_puppet(&shares[i].puppet, argv);
    in_threads(shares, share_and_close);
    set_linger(common[0], 1, 0);
    ok(closesocket(common[0]) == 0, "close here");
    ok(!becomes_ready(common[1], 'r', 50), "others have it");
    in_threads(shares, close_theirs);
    ok_fails(recv(common[1], &byte, 1, 0), WSAECONNRESET);
    closesocket(common[1]);
    for (i = 0; i < THREADS; i++)
        end_puppet(&shares[i].puppet);
    WSACleanup();
    return ok_done();
}
