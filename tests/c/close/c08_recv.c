/* C8: closesocket ends receives that other threads are blocked in. */
#include "../thread.h"

static SOCKET open_connected(void)
{
    SOCKET pair[2];
    tcp_pair(pair); /* the peer stays open, and silent */
    return pair[0];
}

static int call_recv(SOCKET s)
{
    char byte;
    return recv(s, &byte, 1, 0);
}

static int call_peek(SOCKET s)
{
    char byte;
    return recv(s, &byte, 1, MSG_PEEK);
}

static int call_waitall(SOCKET s)
{
    char bytes[10];
    return recv(s, bytes, sizeof bytes, MSG_WAITALL);
}

static int call_wsarecv(SOCKET s)
{
    char byte;
    WSABUF buffer;
    DWORD count, flags = 0;
    buffer.buf = &byte;
    buffer.len = 1;
    return WSARecv(s, &buffer, 1, &count, &flags, NULL, NULL);
}

int main(void)
{
    start_winsock();
    ok_close_ends(open_connected, call_recv, WSAEINTR);
    ok_close_ends(open_connected, call_peek, WSAEINTR);
    ok_close_ends(open_connected, call_waitall, WSAEINTR);
    ok_close_ends(open_connected, call_wsarecv, WSAEINTR);
    WSACleanup();
    return ok_done();
}
