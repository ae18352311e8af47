/* WSAWaitForMultipleEvents: counts, handles, and how it ends. */
#include "wait.h"

static int calls;

static void CALLBACK apc(ULONG_PTR unused)
{
    (void)unused;
    calls++;
}

int main(void)
{
    WSAEVENT events[WSA_MAXIMUM_WAIT_EVENTS + 1];
    WSADATA data;
    DWORD i;
    ok_call_fails(WSAWaitForMultipleEvents(1, events, FALSE, 0, FALSE), WSA_WAIT_FAILED, WSANOTINITIALISED);
    require(WSAStartup(MAKEWORD(2, 2), &data) == 0);
    for (i = 0; i <= WSA_MAXIMUM_WAIT_EVENTS; i++)
        require((events[i] = WSACreateEvent()) != WSA_INVALID_EVENT);
    ok_call_fails(WSAWaitForMultipleEvents(0, events, FALSE, 0, FALSE), WSA_WAIT_FAILED, WSA_INVALID_PARAMETER);
    ok_call_fails(WSAWaitForMultipleEvents(65, events, FALSE, 0, FALSE), WSA_WAIT_FAILED, WSA_INVALID_PARAMETER);
    ok_call_fails(WSAWaitForMultipleEvents(1, NULL, FALSE, 0, FALSE), WSA_WAIT_FAILED, WSA_INVALID_PARAMETER);
    ok(WSAWaitForMultipleEvents(64, events, FALSE, 0, FALSE) == WSA_WAIT_TIMEOUT, "none is set");
    WSASetEvent(events[5]);
    ok(WSAWaitForMultipleEvents(64, events, FALSE, WSA_INFINITE, FALSE) == WSA_WAIT_EVENT_0 + 5, "the sixth");
    ok(WSAWaitForMultipleEvents(64, events, TRUE, 1, FALSE) == WSA_WAIT_TIMEOUT, "not all");
    WSAResetEvent(events[5]);
    require(QueueUserAPC(apc, GetCurrentThread(), 0));
    ok(WSAWaitForMultipleEvents(64, events, FALSE, 1, FALSE) == WSA_WAIT_TIMEOUT && calls == 0, "not alertable");
    ok(WSAWaitForMultipleEvents(64, events, FALSE, WSA_INFINITE, TRUE) == WSA_WAIT_IO_COMPLETION && calls == 1,
       "alertable");
    ok(WSACloseEvent(events[9]), "WSACloseEvent");
    ok_call_fails(WSAWaitForMultipleEvents(64, events, FALSE, 0, FALSE), WSA_WAIT_FAILED, WSA_INVALID_HANDLE);
    ok_call_fails(WSASetEvent(events[9]), FALSE, WSA_INVALID_HANDLE);
    ok_call_fails(WSACloseEvent(events[9]), FALSE, WSA_INVALID_HANDLE);
    require(WSACleanup() == 0);
    ok_call_fails(WSAWaitForMultipleEvents(1, events, FALSE, 0, FALSE), WSA_WAIT_FAILED, WSANOTINITIALISED);
    return ok_done();
}
