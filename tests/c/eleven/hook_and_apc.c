/* APCs queued to a thread run in its hooked calls, too; they are part of the call in progress. */
#include "eleven.h"

static int apcs, in_progress;

static VOID CALLBACK apc(ULONG_PTR parameter)
{
    (void)parameter;
    apcs++;
    in_progress += WSAIsBlocking() == TRUE;
}

static BOOL CALLBACK hook(void)
{
    if (apcs < 3)
        QueueUserAPC(apc, GetCurrentThread(), 0);
    else
        WSACancelBlockingCall();
    return FALSE;
}

int main(void)
{
    SOCKET s;
    char byte;
    start_winsock();
    s = bound(udp_socket());
    set_hook(hook);
    ok_fails(recv(s, &byte, 1, 0), WSAEINTR);
    ok(apcs == 3 && in_progress == 3, "%d APCs ran, %d within the call", apcs, in_progress);
    WSACleanup();
    return ok_done();
}
