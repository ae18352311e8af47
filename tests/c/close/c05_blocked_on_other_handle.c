/* C5, C8: closing a handle ends the calls that use it, and none that use another handle of the same socket. */
#include "../thread.h"

static SOCKET peer, original;

static int receive(SOCKET s)
{
    char byte;
    return recv(s, &byte, 1, 0);
}

static SOCKET duplicate_of(SOCKET s)
{
    WSAPROTOCOL_INFOW info;
    require(WSADuplicateSocketW(s, GetCurrentProcessId(), &info) == 0);
    return WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0, 0);
}

static SOCKET open_duplicate(void)
{
    SOCKET pair[2];
    tcp_pair(pair);
    original = pair[0];
    peer = pair[1];
    return duplicate_of(original);
}

int main(void)
{
    struct blocked_call blocked;
    SOCKET copy;
    char byte;
    start_winsock();
    ok_close_ends(open_duplicate, receive, WSAEINTR);
    ok(!becomes_ready(peer, 'r', 50), "the connection goes on");
    ok(send(peer, "x", 1, 0) == 1 && recv(original, &byte, 1, 0) == 1, "under the first handle");

    copy = duplicate_of(original);
    start_blocked_call(&blocked, receive, original);
    ok(closesocket(copy) == 0, "close the other handle");
    ok(!signaled_within(blocked.thread.handle, 100), "the receive goes on");
    ok(send(peer, "y", 1, 0) == 1, "send");
    join_thread(&blocked.thread);
    CloseHandle(blocked.entering);
    ok(blocked.result == 1, "it receives: %d", blocked.result);
    WSACleanup();
    return ok_done();
}
