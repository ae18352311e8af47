/* A call that is blocked in one process goes on when another process closes its handle, and so does an overlapped one. */
#include "../thread.h"
#include "puppet.h"

static SOCKET pair[2];

static void receive(void *unused)
{
    char byte = 0;
    (void)unused;
    ok(recv(pair[0], &byte, 1, 0) == 1 && byte == 'x', "the blocked receive gets the data");
}

int main(int argc, char **argv)
{
    struct puppet puppet;
    struct thread thread;
    WSAOVERLAPPED overlapped;
    WSABUF buffer;
    SOCKET theirs, other;
    char byte = 0;
    DWORD count = 0, flags = 0;
    if (is_puppet(argc, argv))
        return puppet_main();
    start_winsock();
    start_puppet(&puppet, argv);
    tcp_pair(pair);
    theirs = shared_with(&puppet, pair[0]);
    other = shared_with(&puppet, pair[0]);
    start_thread(&thread, receive, NULL);
    Sleep(100);
    ok(puppet_does(&puppet, 'c', theirs, 0) == 0, "close there");
    ok(!signaled_within(thread.handle, 100), "still blocked");
    ok(send(pair[1], "x", 1, 0) == 1, "send");
    join_thread(&thread);

    memset(&overlapped, 0, sizeof overlapped);
    overlapped.hEvent = new_event();
    buffer.buf = &byte;
    buffer.len = 1;
    ok_fails(WSARecv(pair[0], &buffer, 1, NULL, &flags, &overlapped, NULL), WSA_IO_PENDING);
    ok(puppet_does(&puppet, 'c', other, 0) == 0, "close there");
    ok(!signaled_within(overlapped.hEvent, 100), "still pending");
    ok(send(pair[1], "y", 1, 0) == 1 && signaled_within(overlapped.hEvent, 10000), "it goes on");
    ok(WSAGetOverlappedResult(pair[0], &overlapped, &count, FALSE, &flags) && count == 1 && byte == 'y', "to its end");
    CloseHandle(overlapped.hEvent);
    end_puppet(&puppet);
    closesocket(pair[0]);
    closesocket(pair[1]);
    WSACleanup();
    return ok_done();
}
