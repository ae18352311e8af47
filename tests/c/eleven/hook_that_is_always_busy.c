/* A hook that never answers FALSE does not keep a call from seeing that it can be completed. */
#include "eleven.h"

static struct answer answer;
static int calls;

static BOOL CALLBACK hook(void)
{
    if (++calls == 5)
        set_event(answer.wanted);
    return TRUE;
}

static void receives(SOCKET pair[2])
{
    char byte;
    calls = 0;
    prepare_answer(&answer, pair[1]);
    ok(recv(pair[0], &byte, 1, 0) == 1, "recv");
    finish_answer(&answer);
}

static void selects(SOCKET pair[2])
{
    char byte;
    calls = 0;
    prepare_answer(&answer, pair[1]);
    ok(becomes_ready(pair[0], 'r', 20000), "select");
    finish_answer(&answer);
    ok(recv(pair[0], &byte, 1, 0) == 1, "what select reported");
}

int main(void)
{
    SOCKET pair[2];
    start_winsock();
    tcp_pair(pair);
    set_hook(hook);
    receives(pair);
    selects(pair);
    WSACleanup();
    return ok_done();
}
