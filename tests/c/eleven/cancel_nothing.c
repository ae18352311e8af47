/* WSACancelBlockingCall fails with WSAEINVAL when no call of the thread blocks, also when one of another thread does. */
#include "eleven.h"

static int calls, other_result, other_error;
static struct answer answer;

static BOOL CALLBACK hook(void)
{
    if (++calls == 2)
        set_event(answer.wanted);
    return FALSE;
}

static void cancel_here(void *unused)
{
    (void)unused;
    require(signaled_within(answer.wanted, 20000));
    other_result = WSACancelBlockingCall();
    other_error = WSAGetLastError();
}

int main(void)
{
    struct thread other;
    SOCKET pair[2];
    char byte;
    start_winsock();
    ok_fails(WSACancelBlockingCall(), WSAEINVAL);
    tcp_pair(pair);
    prepare_answer(&answer, pair[1]);
    start_thread(&other, cancel_here, NULL);
    set_hook(hook);
    ok_fails(WSACancelBlockingCall(), WSAEINVAL);
    ok(recv(pair[0], &byte, 1, 0) == 1, "recv is not cancelled from another thread");
    join_thread(&other);
    ok(other_result == SOCKET_ERROR && other_error == WSAEINVAL, "the other thread has nothing to cancel");
    finish_answer(&answer);
    WSACleanup();
    return ok_done();
}
