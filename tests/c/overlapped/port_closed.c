/* Closing a port ends the waits of all its threads with ERROR_ABANDONED_WAIT_0. */
#include "overlapped.h"

enum { THREADS = 4 };

static HANDLE port;
static volatile LONG waiting;

static void wait_at_port(void *parameter)
{
    struct packet packet;
    (void)parameter;
    InterlockedIncrement(&waiting);
    packet = take_packet(port, 30000);
    ok(!packet.result && packet.overlapped == NULL, "no packet");
    /* ERROR_INVALID_HANDLE: it came after the close. */
    ok(packet.error == ERROR_ABANDONED_WAIT_0 || packet.error == ERROR_INVALID_HANDLE, "error %d", (int)packet.error);
}

int main(void)
{
    struct thread threads[THREADS];
    struct operation receive;
    SOCKET pair[2];
    double closed_at;
    int i;
    start_winsock();
    tcp_pair(pair);
    port = new_port(1);
    associate(port, pair[0], 1);
    clear_operation(&receive);
    receive.overlapped.hEvent = new_event();
    pend_receive(pair[0], &receive, NULL);
    for (i = 0; i < THREADS; i++)
        start_thread(&threads[i], wait_at_port, NULL);
    while (current(&waiting) < THREADS)
        Sleep(1);
    Sleep(50);
    closed_at = now_ms();
    ok(CloseHandle(port), "the port closes");
    for (i = 0; i < THREADS; i++)
        join_thread(&threads[i]);
    ok(now_ms() - closed_at < 2000, "all waits end at once");
    ok(!PostQueuedCompletionStatus(port, 0, 0, NULL) && GetLastError() == ERROR_INVALID_HANDLE, "it is gone");
    send_text(pair[1], "data");
    ok(signaled_within(receive.overlapped.hEvent, 20000), "the socket's operations go on");
    WSACleanup();
    return ok_done();
}
