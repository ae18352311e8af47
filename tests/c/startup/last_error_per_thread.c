/* Each thread has a last error of its own. */
#include "../thread.h"

static volatile LONG error_at_start = -1;

static void fail_in_thread(void *unused)
{
    (void)unused;
    error_at_start = WSAGetLastError();
    ok_fails(closesocket(INVALID_SOCKET), WSAENOTSOCK);
}

int main(void)
{
    struct thread thread;
    start_winsock();
    start_thread(&thread, fail_in_thread, NULL);
    WSASetLastError(WSAEISCONN);
    require(signaled_within(thread.handle, 20000));
    ok(WSAGetLastError() == WSAEISCONN, "another thread's failure is not seen here");
    ok(error_at_start == 0, "a new thread starts with %d", (int)error_at_start);
    join_thread(&thread);
    WSACleanup();
    return ok_done();
}
