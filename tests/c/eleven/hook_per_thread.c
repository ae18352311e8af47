/* A hook is of the thread that set it: another thread's calls do not ask it, and block while the hook runs. */
#include "eleven.h"

static DWORD hooked_thread;
static int calls, elsewhere;
static struct answer answer;

static BOOL CALLBACK hook(void)
{
    elsewhere += GetCurrentThreadId() != hooked_thread;
    if (++calls == 3)
        set_event(answer.wanted);
    return FALSE;
}

static int receive(SOCKET s)
{
    char byte;
    return recv(s, &byte, 1, 0);
}

int main(void)
{
    struct blocked_call other;
    SOCKET mine[2], others[2];
    start_winsock();
    tcp_pair(mine);
    tcp_pair(others);
    hooked_thread = GetCurrentThreadId();
    set_hook(hook);
    start_blocked_call(&other, receive, others[0]);
    prepare_answer(&answer, mine[1]);
    ok(receive(mine[0]) == 1, "recv");
    ok(send(others[1], "x", 1, 0) == 1, "send");
    join_thread(&other.thread);
    ok(other.result == 1, "the other thread's recv gave %d, error %d", other.result, other.error);
    ok(calls >= 3 && elsewhere == 0, "asked %d times, %d on another thread", calls, elsewhere);
    finish_answer(&answer);
    CloseHandle(other.entering);
    WSACleanup();
    return ok_done();
}
