/* A wait for a handle that races with the end of its operation is always satisfied, the first wait as well. */
#include "files.h"

#define ROUNDS 400

static SOCKET pairs[ROUNDS][2];
static HANDLE go[2];

static void send_each(void *argument)
{
    int round;
    (void)argument;
    for (round = 0; round < ROUNDS; round++) {
        require(WaitForSingleObject(go[0], 20000) == WAIT_OBJECT_0);
        send_text(pairs[round][1], "x");
    }
}

int main(void)
{
    struct thread sender;
    struct operation read;
    int round;
    start_winsock();
    go[0] = CreateEventA(NULL, FALSE, FALSE, NULL);
    for (round = 0; round < ROUNDS; round++)
        tcp_pair(pairs[round]);
    start_thread(&sender, send_each, NULL);
    for (round = 0; round < ROUNDS; round++) {
        HANDLE socket_handle = (HANDLE)pairs[round][0];
        clear_operation(&read);
        pend_receive(pairs[round][0], &read, NULL);
        SetEvent(go[0]);
        require(WaitForSingleObject(socket_handle, 20000) == WAIT_OBJECT_0);
        ok(HasOverlappedIoCompleted(&read.overlapped) && read.bytes[0] == 'x', "round %d", round);
    }
    join_thread(&sender);
    WSACleanup();
    return ok_done();
}
