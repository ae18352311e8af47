/* A synchronous send goes behind pending overlapped sends: a blocking one waits its turn, another would block. */
#include "overlapped.h"

struct reader {
    SOCKET socket;
    HANDLE go;
    int received;
};

static void read_all(void *argument)
{
    struct reader *reader = (struct reader *)argument;
    require(signaled_within(reader->go, 20000));
    reader->received = drain(reader->socket);
}

int main(void)
{
    struct operation first;
    struct reader reader;
    struct thread thread;
    SOCKET pair[2];
    DWORD limit = 100, none = 0, count = 0, flags;
    char next[251];
    start_winsock();
    tcp_pair(pair);
    reader.socket = pair[1];
    reader.go = new_event();
    start_thread(&thread, read_all, &reader);

    clear_operation(&first);
    first.overlapped.hEvent = new_event();
    first.buffer.buf = large_pattern();
    first.buffer.len = LARGE;
    ok_fails(begin_send(pair[0], &first, NULL), WSA_IO_PENDING);
    write_pattern(next, sizeof next, LARGE % 251);

    set_nonblocking(pair[0], 1);
    ok_fails(send(pair[0], next, sizeof next, 0), WSAEWOULDBLOCK);
    set_nonblocking(pair[0], 0);
    require(setsockopt(pair[0], SOL_SOCKET, SO_SNDTIMEO, (const char *)&limit, sizeof limit) == 0);
    ok_fails(send(pair[0], next, sizeof next, 0), WSAETIMEDOUT);
    require(setsockopt(pair[0], SOL_SOCKET, SO_SNDTIMEO, (const char *)&none, sizeof none) == 0);

    set_event(reader.go);
    ok(send(pair[0], next, sizeof next, 0) == sizeof next, "a blocking send waits its turn");
    ok(WSAGetOverlappedResult(pair[0], &first.overlapped, &count, FALSE, &flags) && count == LARGE,
       "the overlapped one is done by then: %d", (int)count);
    write_pattern(next, sizeof next, (LARGE + (int)sizeof next) % 251);
    ok(send(pair[0], next, sizeof next, 0) == sizeof next, "nothing is pending any more");
    require(shutdown(pair[0], SD_SEND) == 0);
    join_thread(&thread);
    ok(reader.received == LARGE + 2 * (int)sizeof next, "everything came in order: %d", reader.received);
    WSACleanup();
    return ok_done();
}
