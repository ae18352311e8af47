/* A blocking send of 8 MB returns when all of it is taken, and all of it arrives. */
#include "../thread.h"

#define TOTAL (8 * 1024 * 1024)

static void receive_all(void *argument)
{
    int received = drain(*(SOCKET *)argument);
    ok(received == TOTAL, "received %d", received);
}

int main(void)
{
    struct thread receiver;
    SOCKET pair[2];
    char *data = (char *)malloc(TOTAL);
    start_winsock();
    tcp_pair(pair);
    write_pattern(data, TOTAL, 0);
    start_thread(&receiver, receive_all, &pair[1]);
    ok(send(pair[0], data, TOTAL, 0) == TOTAL, "send takes everything");
    ok(closesocket(pair[0]) == 0, "closesocket");
    join_thread(&receiver);
    free(data);
    WSACleanup();
    return ok_done();
}
