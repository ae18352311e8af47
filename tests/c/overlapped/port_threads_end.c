/* A thread that ends, or goes to another port, no longer counts as working on its packet. */
#include "overlapped.h"

static void take_one(void *parameter)
{
    ok(take_packet((HANDLE)parameter, 20000).result, "a packet");
}

int main(void)
{
    struct thread thread;
    HANDLE first, second;
    int i;
    start_winsock();
    first = new_port(1);
    second = new_port(1);
    for (i = 0; i < 5; i++) {
        require(PostQueuedCompletionStatus(first, 0, 0, NULL));
        start_thread(&thread, take_one, first);
        join_thread(&thread);
    }
    for (i = 0; i < 5; i++) {
        require(PostQueuedCompletionStatus(first, 0, 0, NULL));
        require(PostQueuedCompletionStatus(second, 0, 0, NULL));
        ok(take_packet(first, 0).result && take_packet(second, 0).result, "both packets come");
    }
    require(CloseHandle(second));
    require(PostQueuedCompletionStatus(first, 0, 0, NULL));
    ok(take_packet(first, 0).result, "after the other port is gone, too");
    WSACleanup();
    return ok_done();
}
