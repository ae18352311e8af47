/* An OVERLAPPED that is polled completes without anybody's help: without a port, at a port where nobody ever waits, and
 * at one that its thread has left. */
#include "overlapped.h"

static void ok_completes(SOCKET s, SOCKET peer)
{
    struct operation receive;
    double until = now_ms() + 20000;
    clear_operation(&receive);
    pend_receive(s, &receive, NULL);
    send_text(peer, "data");
    while (!HasOverlappedIoCompleted((volatile OVERLAPPED *)&receive.overlapped) && now_ms() < until)
        Sleep(1);
    ok(receive.overlapped.Internal == 0 && receive.overlapped.InternalHigh == 4, "it completes");
}

int main(void)
{
    SOCKET pair[2];
    HANDLE port;
    int i;
    start_winsock();
    tcp_pair(pair);
    ok_completes(pair[0], pair[1]);
    port = new_port(0);
    associate(port, pair[0], 1);
    ok_completes(pair[0], pair[1]);
    ok(take_packet(port, 0).result, "its packet is there");
    for (i = 0; i < 3; i++) {
        ok(take_packet(port, 30).error == WAIT_TIMEOUT, "nothing more");
        ok_completes(pair[0], pair[1]);
        ok(take_packet(port, 0).result, "its packet is there");
    }
    WSACleanup();
    return ok_done();
}
