/* A lingering closesocket asks the hook while it waits, and ends as without one: gracefully, or hard when its time is
 * over. */
#include "eleven.h"

static HANDLE read_now;
static int calls, drained;

static BOOL CALLBACK hook(void)
{
    if (++calls == 3)
        set_event(read_now);
    return FALSE;
}

static void drain_late(void *argument)
{
    require(signaled_within(read_now, 20000));
    drained = drain(*(SOCKET *)argument);
}

int main(void)
{
    struct thread reader;
    SOCKET pair[2];
    int sent;
    start_winsock();
    set_hook(hook);
    read_now = new_event();
    tcp_pair(pair);
    sent = fill(pair[0]);
    set_nonblocking(pair[0], 0);
    set_linger(pair[0], 1, 20);
    start_thread(&reader, drain_late, &pair[1]);
    calls = 0;
    ok(closesocket(pair[0]) == 0, "closesocket");
    join_thread(&reader);
    ok(calls >= 3, "the hook was asked %d times", calls);
    ok(drained == sent, "%d bytes sent, %d received, and a graceful end", sent, drained);
    ok_fails(closesocket(pair[0]), WSAENOTSOCK);

    tcp_pair(pair);
    fill(pair[0]);
    set_nonblocking(pair[0], 0);
    set_linger(pair[0], 1, 1);
    ok(closesocket(pair[0]) == 0, "closesocket returns 0 after its time, too");
    ok(drain(pair[1]) == -1 && WSAGetLastError() == WSAECONNRESET, "and has reset the connection");
    WSACleanup();
    return ok_done();
}
