/* Posted packets come in order with what was given; several at once with the Ex function; waits end in time. */
#include "overlapped.h"

int main(void)
{
    OVERLAPPED_ENTRY entries[4];
    OVERLAPPED overlapped;
    struct packet packet;
    ULONG count = 77;
    double began;
    HANDLE port;
    DWORD i;
    start_winsock();
    port = new_port(0);
    for (i = 0; i < 6; i++)
        ok(PostQueuedCompletionStatus(port, i, i * 10, i == 0 ? NULL : &overlapped), "a packet is posted");
    packet = take_packet(port, 0);
    ok(packet.result && packet.count == 0 && packet.key == 0 && packet.overlapped == NULL, "the first, without OVERLAPPED");
    ok(GetQueuedCompletionStatusEx(port, entries, 4, &count, 0, FALSE) && count == 4, "four more: %d", (int)count);
    for (i = 0; i < 4; i++)
        ok(entries[i].dwNumberOfBytesTransferred == i + 1 && entries[i].lpCompletionKey == (i + 1) * 10
               && entries[i].lpOverlapped == &overlapped && entries[i].Internal == 0,
           "entry %d", (int)i);
    ok(GetQueuedCompletionStatusEx(port, entries, 4, &count, INFINITE, FALSE) && count == 1
           && entries[0].lpCompletionKey == 50,
       "the last");
    began = now_ms();
    packet = take_packet(port, 50);
    ok(!packet.result && packet.overlapped == NULL && packet.error == WAIT_TIMEOUT, "error %d", (int)packet.error);
    ok(now_ms() - began >= 49, "after the time: %d ms", (int)(now_ms() - began));
    SetLastError(0);
    ok(!GetQueuedCompletionStatusEx(port, entries, 4, &count, 0, TRUE) && GetLastError() == WAIT_TIMEOUT && count == 0,
       "none");
    WSACleanup();
    return ok_done();
}
