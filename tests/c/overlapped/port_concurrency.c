/* With a concurrency value of 1 one thread works at a time, unless the one that works is blocked. */
#include "overlapped.h"

enum { THREADS = 4, PACKETS = 8 };

static HANDLE port, gate;
static volatile LONG working, most, done;

static void work(void *parameter)
{
    struct packet packet;
    (void)parameter;
    while ((packet = take_packet(port, 30000)).result && packet.key != 0) {
        LONG now = InterlockedIncrement(&working);
        if (packet.key == 2) {
            ok(signaled_within(gate, 20000), "another thread opens the gate");
        } else if (packet.key == 3) {
            set_event(gate);
        } else {
            double until = now_ms() + 20;
            if (now > most)
                most = now;
            while (now_ms() < until)
                continue;
        }
        InterlockedDecrement(&working);
        InterlockedIncrement(&done);
    }
    ok(packet.result, "a packet, not error %d", (int)packet.error);
}

int main(void)
{
    struct thread threads[THREADS];
    int i;
    start_winsock();
    port = new_port(1);
    gate = new_event();
    for (i = 0; i < PACKETS; i++)
        require(PostQueuedCompletionStatus(port, 0, 1, NULL));
    for (i = 0; i < THREADS; i++)
        start_thread(&threads[i], work, NULL);
    while (current(&done) < PACKETS)
        Sleep(1);
    ok(most == 1, "%d worked at a time", (int)most);
    require(PostQueuedCompletionStatus(port, 0, 2, NULL));
    require(PostQueuedCompletionStatus(port, 0, 3, NULL));
    ok(signaled_within(gate, 20000), "the second packet is taken while the first one's thread is blocked");
    for (i = 0; i < THREADS; i++)
        require(PostQueuedCompletionStatus(port, 0, 0, NULL));
    for (i = 0; i < THREADS; i++)
        join_thread(&threads[i]);
    WSACleanup();
    return ok_done();
}
