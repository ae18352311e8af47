/* WSAAccept: the condition function sees who calls and may accept, reject or put off. */
#include "../loopback.h"

static int asked;
static struct sockaddr_in caller;

static int CALLBACK answer(LPWSABUF caller_id, LPWSABUF caller_data, LPQOS sqos, LPQOS gqos, LPWSABUF callee_id,
                           LPWSABUF callee_data, GROUP FAR *group, DWORD_PTR data)
{
    (void)caller_data, (void)sqos, (void)gqos, (void)callee_data, (void)group;
    asked++;
    ok(caller_id->len >= sizeof caller && callee_id->len >= sizeof caller, "both addresses are shown");
    memcpy(&caller, caller_id->buf, sizeof caller);
    return (int)data;
}

int main(void)
{
    SOCKET listener, client, accepted;
    struct sockaddr_in peer;
    int len = sizeof peer;
    char byte;
    start_winsock();
    listener = tcp_listener();

    client = connected_to(listener);
    ok_fails(WSAAccept(listener, NULL, NULL, answer, CF_DEFER), WSATRY_AGAIN);
    ok(caller.sin_port == local_address(client).sin_port, "the caller is named");
    ok(becomes_ready(listener, 'r', 0), "a connection that was put off stays in the queue");
    accepted = WSAAccept(listener, (struct sockaddr *)&peer, &len, answer, CF_ACCEPT);
    ok(accepted != INVALID_SOCKET, "WSAAccept");
    ok(asked == 2, "the function was asked %d times", asked);
    ok(peer.sin_port == local_address(client).sin_port, "the same connection was accepted");
    ok(send(client, "x", 1, 0) == 1 && recv(accepted, &byte, 1, 0) == 1, "it works");
    closesocket(client);
    closesocket(accepted);

    client = connected_to(listener);
    ok_fails(WSAAccept(listener, NULL, NULL, answer, CF_REJECT), WSAECONNREFUSED);
    ok_fails(recv(client, &byte, 1, 0), WSAECONNRESET);
    ok(!becomes_ready(listener, 'r', 0), "a rejected connection is gone");

    client = connected_to(listener);
    ok(WSAAccept(listener, NULL, NULL, NULL, 0) != INVALID_SOCKET, "without a function all are accepted");
    ok(asked == 3, "the function was asked %d times", asked);
    WSACleanup();
    return ok_done();
}
