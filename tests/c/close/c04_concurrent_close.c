/* C4: when threads close one socket at the same time, exactly one succeeds; for the others it is closed. */
#include "../thread.h"

#define CLOSERS 4
#define ROUNDS 200

static SOCKET shared;
static HANDLE go;
static volatile LONG successes;

static void close_shared(void *unused)
{
    (void)unused;
    require(signaled_within(go, 20000));
    if (closesocket(shared) == 0)
        InterlockedIncrement(&successes);
    else
        ok(WSAGetLastError() == WSAENOTSOCK, "the others fail with WSAENOTSOCK");
}

int main(void)
{
    int round, i;
    start_winsock();
    for (round = 0; round < ROUNDS; round++) {
        struct thread closers[CLOSERS];
        SOCKET pair[2];
        tcp_pair(pair);
        shared = pair[0];
        successes = 0;
        go = new_event();
        for (i = 0; i < CLOSERS; i++)
            start_thread(&closers[i], close_shared, NULL);
        set_event(go);
        for (i = 0; i < CLOSERS; i++)
            join_thread(&closers[i]);
        CloseHandle(go);
        ok(successes == 1, "round %d: %d closes succeeded", round, (int)successes);
        require(closesocket(pair[1]) == 0);
    }
    WSACleanup();
    return ok_done();
}
