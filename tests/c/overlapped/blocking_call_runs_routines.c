/* A completion routine runs while its thread is blocked in another Winsock call, which goes on. */
#include "apc.h"

struct feed {
    SOCKET first, second;
    struct operation *operation;
};

static void feed(void *argument)
{
    struct feed *feed = (struct feed *)argument;
    send_text(feed->first, "one");
    while (current(&feed->operation->ended) == 0)
        Sleep(1);
    send_text(feed->second, "two");
}

int main(void)
{
    struct operation operation;
    struct thread thread;
    struct feed to;
    SOCKET overlapped[2], blocking[2];
    char bytes[8];
    start_winsock();
    tcp_pair(overlapped);
    tcp_pair(blocking);
    clear_operation(&operation);
    pend_receive(overlapped[0], &operation, note_end);
    to.first = overlapped[1];
    to.second = blocking[1];
    to.operation = &operation;
    start_thread(&thread, feed, &to);
    ok(recv(blocking[0], bytes, sizeof bytes, 0) == 3, "the receive goes on");
    ok(current(&operation.ended) == 1 && operation.error == 0 && operation.count == 3, "the routine ran: error %d, count %d",
       (int)operation.error, (int)operation.count);
    join_thread(&thread);
    WSACleanup();
    return ok_done();
}
