/* E10: FD_ACCEPT comes again after an accept while connections wait. */
#include "../events.h"

static int CALLBACK put_off(LPWSABUF a, LPWSABUF b, LPQOS c, LPQOS d, LPWSABUF e, LPWSABUF f, GROUP *g, DWORD_PTR verdict)
{
    (void)a, (void)b, (void)c, (void)d, (void)e, (void)f, (void)g;
    return (int)verdict;
}

int main(void)
{
    SOCKET listener = INVALID_SOCKET, taken;
    WSAEVENT event;
    start_winsock();
    listener = bound(tcp_socket());
    event = selected_event(listener, FD_ACCEPT | FD_CLOSE);
    require(listen(listener, SOMAXCONN) == 0);
    ok_no_events(listener, event);
    connected_to(listener);
    connected_to(listener);
    ok_events(listener, event, FD_ACCEPT);
    taken = accept(listener, NULL, NULL);
    ok(taken != INVALID_SOCKET, "the first");
    ok_events(listener, event, FD_ACCEPT);
    /* One that is put off does not make the event come again. */
    ok_fails(WSAAccept(listener, NULL, NULL, put_off, CF_DEFER), WSATRY_AGAIN);
    ok_no_events(listener, event);
    ok_fails(WSAAccept(listener, NULL, NULL, put_off, CF_REJECT), WSAECONNREFUSED);
    ok_no_events(listener, event);
    ok_fails(accept(listener, NULL, NULL), WSAEWOULDBLOCK);
    connected_to(listener);
    ok_events(listener, event, FD_ACCEPT);
    WSACleanup();
    return ok_done();
}
