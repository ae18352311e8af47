/* A call that blocks asks the hook until it answers FALSE, and after a short while again, until the call is done; then
 * the call returns what it would have returned without a hook. */
#include "eleven.h"

static struct answer answer;
static int calls, in_progress;

static BOOL CALLBACK hook(void)
{
    in_progress += WSAIsBlocking() == TRUE;
    if (++calls == 6)
        set_event(answer.wanted);
    return calls % 3 != 0;
}

int main(void)
{
    SOCKET pair[2];
    char byte = 0;
    start_winsock();
    tcp_pair(pair);
    prepare_answer(&answer, pair[1]);
    set_hook(hook);
    ok(recv(pair[0], &byte, 1, 0) == 1 && byte == 'x', "recv returns what came");
    ok(calls >= 6 && in_progress == calls, "the hook was asked %d times, %d of them with a call in progress", calls, in_progress);
    ok(!WSAIsBlocking(), "not in progress any more");
    finish_answer(&answer);
    WSACleanup();
    return ok_done();
}
