/* A synchronous receive goes behind pending overlapped receives: it takes nothing of theirs. */
#include "overlapped.h"

static void send_later(void *argument)
{
    SOCKET s = *(SOCKET *)argument;
    Sleep(30); /* the receiver should be waiting by then, but nothing depends on it */
    send_text(s, "first!");
    Sleep(30);
    send_text(s, "second");
}

static void check(SOCKET pair[2])
{
    struct operation first;
    struct thread thread;
    struct sockaddr_in from;
    int len = sizeof from;
    DWORD limit = 50, none = 0;
    char bytes[6];
    clear_operation(&first);
    first.buffer.len = 6;
    pend_receive(pair[0], &first, NULL);
    set_nonblocking(pair[0], 1);
    ok_fails(recv(pair[0], bytes, 6, 0), WSAEWOULDBLOCK);
    set_nonblocking(pair[0], 0);
    require(setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, (const char *)&limit, sizeof limit) == 0);
    ok_fails(recv(pair[0], bytes, 6, 0), WSAETIMEDOUT);
    require(setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, (const char *)&none, sizeof none) == 0);

    start_thread(&thread, send_later, &pair[1]);
    ok(recvfrom(pair[0], bytes, 6, 0, (struct sockaddr *)&from, &len) == 6 && memcmp(bytes, "second", 6) == 0,
       "the synchronous one gets what comes behind");
    ok(HasOverlappedIoCompleted((volatile OVERLAPPED *)&first.overlapped) && holds(&first, "first!"),
       "the overlapped one has got its own");
    join_thread(&thread);

    send_text(pair[1], "direct");
    ok(recv(pair[0], bytes, 6, 0) == 6 && memcmp(bytes, "direct", 6) == 0, "nothing is pending any more");
}


static void close_later(void *argument)
{
    Sleep(50);
    closesocket(*(SOCKET *)argument);
}

int main(void)
{
    struct operation first;
    struct thread thread;
    SOCKET pair[2];
    char byte;
    start_winsock();
    tcp_pair(pair);
    check(pair);
    udp_pair(pair);
    check(pair);

    tcp_pair(pair);
    clear_operation(&first);
    pend_receive(pair[0], &first, NULL);
    start_thread(&thread, close_later, &pair[0]);
    ok_fails(recv(pair[0], &byte, 1, 0), WSAEINTR);
    join_thread(&thread);
    WSACleanup();
    return ok_done();
}
