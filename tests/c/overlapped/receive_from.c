/* A pending WSARecvFrom fills in the sender; a datagram that is too long fills the buffer and says so. */
#include "overlapped.h"

int main(void)
{
    struct operation receive;
    struct sockaddr_in from, here, there;
    SOCKET receiver, sender;
    int from_len = sizeof from;
    DWORD count = 0, flags = 0;
    start_winsock();
    receiver = bound(udp_socket());
    sender = bound(udp_socket());
    here = local_address(receiver);
    there = local_address(sender);
    clear_operation(&receive);
    receive.overlapped.hEvent = new_event();
    memset(&from, 0, sizeof from);
    ok_fails(WSARecvFrom(receiver, &receive.buffer, 1, NULL, &flags, (struct sockaddr *)&from, &from_len,
                         &receive.overlapped, NULL),
             WSA_IO_PENDING);
    require(sendto(sender, "datagram", 8, 0, (struct sockaddr *)&here, sizeof here) == 8);
    ok(WSAGetOverlappedResult(receiver, &receive.overlapped, &count, TRUE, &flags) && count == 8 && flags == 0,
       "count %d, flags %d", (int)count, (int)flags);
    ok(from.sin_family == AF_INET && from.sin_port == there.sin_port && from_len == 16, "the sender is known");

    clear_operation(&receive);
    receive.overlapped.hEvent = new_event();
    receive.buffer.len = 3;
    pend_receive(receiver, &receive, NULL);
    require(sendto(sender, "datagram", 8, 0, (struct sockaddr *)&here, sizeof here) == 8);
    ok(!WSAGetOverlappedResult(receiver, &receive.overlapped, &count, TRUE, &flags)
           && WSAGetLastError() == WSAEMSGSIZE,
       "too long");
    ok(count == 3 && flags == MSG_PARTIAL && holds(&receive, "dat"), "count %d, flags %x", (int)count, (int)flags);
    ok(!GetOverlappedResult((HANDLE)receiver, &receive.overlapped, &count, FALSE)
           && GetLastError() == ERROR_MORE_DATA && count == 3,
       "the base API has a code of its own");
    WSACleanup();
    return ok_done();
}
