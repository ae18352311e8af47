/* Threads that start Windows Sockets, open a socket and clean up, over and over: a provider is there whenever it is asked
 * for, and each of its starts is taken back. */
#include "spi.h"

#define THREADS 4
#define ROUNDS 50

static DWORD WINAPI rounds(LPVOID unused)
{
    int i;
    (void)unused;
    for (i = 0; i < ROUNDS; i++) {
        SOCKET own, other;
        start_winsock();
        own = open_own();
        ok(own != INVALID_SOCKET, "a socket of the provider");
        other = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
        ok(other != INVALID_SOCKET, "one of the base");
        ok(send(own, "hello", 5, 0) == 5, "it is there");
        ok(closesocket(own) == 0, "and closes");
        if (i % 2 == 0)
            ok(closesocket(other) == 0, "so does the other; or the clean-up closes it");
        ok(WSACleanup() == 0, "cleaned up");
    }
    return 0;
}

int main(void)
{
    CONTROL *control = install_provider();
    HANDLE threads[THREADS];
    int i;
    for (i = 0; i < THREADS; i++) {
        threads[i] = CreateThread(NULL, 0, rounds, NULL, 0, NULL);
        require(threads[i] != NULL);
    }
    require(WaitForMultipleObjects(THREADS, threads, TRUE, 60000) == WAIT_OBJECT_0);
    ok(control->startups > 0 && control->startups == control->cleanups, "%d starts, %d clean-ups",
        (int)control->startups, (int)control->cleanups);
    ok(control->sockets == THREADS * ROUNDS && control->closes == control->sockets, "each socket went to it");
    return ok_done();
}
