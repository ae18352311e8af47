/* C9 C10 C11: closing ends pending operations with WSA_OPERATION_ABORTED, each with its event. */
#include "overlapped.h"

int main(void)
{
    struct operation receives[2], send;
    SOCKET pair[2];
    DWORD count;
    int i;
    start_winsock();
    tcp_pair(pair);
    for (i = 0; i < 2; i++) {
        clear_operation(&receives[i]);
        receives[i].overlapped.hEvent = new_event();
        pend_receive(pair[0], &receives[i], NULL);
    }
    clear_operation(&send);
    send.overlapped.hEvent = new_event();
    send.buffer.buf = large_pattern();
    send.buffer.len = LARGE;
    ok_fails(begin_send(pair[0], &send, NULL), WSA_IO_PENDING);
    ok(closesocket(pair[0]) == 0, "closesocket succeeds");
    for (i = 0; i < 3; i++) {
        struct operation *operation = i < 2 ? &receives[i] : &send;
        ok(signaled_within(operation->overlapped.hEvent, 20000), "operation %d has ended", i);
        count = 77;
        ok(!GetOverlappedResult((HANDLE)pair[0], &operation->overlapped, &count, FALSE)
               && GetLastError() == ERROR_OPERATION_ABORTED,
           "operation %d was aborted", i);
        /* The memory is ours again. */
        memset(&operation->overlapped, 0x5a, sizeof operation->overlapped);
    }
    send_text(pair[1], "for nobody");
    Sleep(20);
    for (i = 0; i < 3; i++) {
        struct operation *operation = i < 2 ? &receives[i] : &send;
        ok(((char *)&operation->overlapped)[i * 8] == 0x5a && operation->bytes[0] == 0, "operation %d is let alone", i);
    }
    WSACleanup();
    return ok_done();
}
