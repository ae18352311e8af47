/* C40: closesocket within a call-back of a blocking call is no WSAEINPROGRESS: neither for another socket, nor for the
 * listener itself, whose accept then fails. */
#include "../loopback.h"

static SOCKET to_close;

static int CALLBACK close_and_accept(LPWSABUF caller_id, LPWSABUF caller_data, LPQOS sqos, LPQOS gqos, LPWSABUF callee_id,
                                     LPWSABUF callee_data, GROUP FAR *group, DWORD_PTR data)
{
    (void)caller_id, (void)caller_data, (void)sqos, (void)gqos, (void)callee_id, (void)callee_data, (void)group, (void)data;
    ok(closesocket(to_close) == 0, "closesocket in the condition function");
    return CF_ACCEPT;
}

int main(void)
{
    SOCKET listener, client, accepted;
    char byte;
    start_winsock();
    listener = tcp_listener();
    client = connected_to(listener);
    to_close = tcp_socket();
    accepted = WSAAccept(listener, NULL, NULL, close_and_accept, 0);
    ok(accepted != INVALID_SOCKET, "WSAAccept");
    ok(send(client, "x", 1, 0) == 1 && recv(accepted, &byte, 1, 0) == 1, "the connection works");
    connected_to(listener);
    to_close = listener;
    accepted = WSAAccept(listener, NULL, NULL, close_and_accept, 0);
    if (accepted == INVALID_SOCKET)
        ok(WSAGetLastError() == WSAEINTR || WSAGetLastError() == WSAENOTSOCK, "a closed listener accepts nothing");
    else
        ok(closesocket(accepted) == 0, "or what it had accepted before");
    ok_fails(closesocket(listener), WSAENOTSOCK);
    WSACleanup();
    return ok_done();
}
