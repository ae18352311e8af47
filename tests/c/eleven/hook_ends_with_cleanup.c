/* The last WSACleanup takes the hook away: calls after a new start-up do not ask it. */
#include "eleven.h"

static int calls;

static BOOL CALLBACK hook(void)
{
    calls++;
    return FALSE;
}

static void receive_in_vain(void)
{
    SOCKET s = bound(udp_socket());
    int time_out = 50;
    char byte;
    require(setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, (const char *)&time_out, sizeof time_out) == 0);
    ok_fails(recv(s, &byte, 1, 0), WSAETIMEDOUT);
}

int main(void)
{
    int before;
    start_winsock();
    set_hook(hook);
    receive_in_vain();
    before = calls;
    ok(before >= 2, "asked %d times until the time was over", before);
    require(WSACleanup() == 0);
    start_winsock();
    receive_in_vain();
    ok(calls == before, "asked %d times more", calls - before);
    WSACleanup();
    return ok_done();
}
