/* C27, C29: with a linger time a blocking close waits until the peer has taken everything, and returns 0. */
#include "../thread.h"

struct late_reader {
    SOCKET socket;
    HANDLE never;
    int received;
};

static void read_late(void *argument)
{
    struct late_reader *reader = (struct late_reader *)argument;
    signaled_within(reader->never, 300); /* the delay is what the test is about */
    reader->received = drain(reader->socket);
}

int main(void)
{
    struct late_reader reader;
    struct thread thread;
    SOCKET pair[2];
    double start;
    int sent, result;
    start_winsock();
    tcp_pair(pair);
    sent = fill(pair[0]);
    set_nonblocking(pair[0], 0);
    set_linger(pair[0], 1, 20);
    reader.socket = pair[1];
    reader.never = new_event();
    start = now_ms();
    start_thread(&thread, read_late, &reader);
    result = closesocket(pair[0]);
    ok(result == 0, "closesocket");
    ok(now_ms() - start >= 250, "returned after %d ms, before the peer began to read", (int)(now_ms() - start));
    ok(now_ms() - start < 10000, "returned after %d ms", (int)(now_ms() - start));
    join_thread(&thread);
    ok(reader.received == sent, "%d bytes sent, %d received, and a graceful end", sent, reader.received);
    CloseHandle(reader.never);
    WSACleanup();
    return ok_done();
}
