/* A completion routine runs in an alertable wait of the thread that began the operation, once, and only there. */
#include "overlapped.h"

int main(void)
{
    struct operation receive;
    SOCKET pair[2];
    HANDLE never;
    start_winsock();
    tcp_pair(pair);
    never = new_event();

    clear_operation(&receive);
    receive.overlapped.hEvent = (HANDLE)(ULONG_PTR)0x1234; /* the program's own to use */
    pend_receive(pair[0], &receive, note_end);
    send_text(pair[1], "one");
    ok(SleepEx(20000, TRUE) == WAIT_IO_COMPLETION, "SleepEx ends");
    ok(receive.ended == 1 && receive.error == 0 && receive.count == 3, "ended %d, error %d, count %d",
       (int)receive.ended, (int)receive.error, (int)receive.count);
    ok(holds(&receive, "one"), "the data is in the buffer");
    ok(SleepEx(0, TRUE) == 0 && receive.ended == 1, "nothing more runs");

    clear_operation(&receive);
    pend_receive(pair[0], &receive, note_end);
    send_text(pair[1], "two");
    while (!HasOverlappedIoCompleted((volatile OVERLAPPED *)&receive.overlapped))
        Sleep(1);
    Sleep(20);
    ok(!signaled_within(never, 20) && receive.ended == 0, "no wait but an alertable one runs it");
    ok(WaitForSingleObjectEx(never, 20000, TRUE) == WAIT_IO_COMPLETION && receive.ended == 1, "which does");

    tcp_pair(pair);
    send_text(pair[1], "three");
    require(becomes_ready(pair[0], 'r', 20000));
    clear_operation(&receive);
    ok(begin_receive(pair[0], &receive, note_end) == 0, "done within the call");
    ok(receive.ended == 0, "the routine waits even then");
    ok(SleepEx(20000, TRUE) == WAIT_IO_COMPLETION && receive.ended == 1 && receive.count == 5, "then it runs");

    clear_operation(&receive);
    receive.buffer.len = 3;
    memcpy(receive.bytes, "out", 3);
    ok(begin_send(pair[0], &receive, note_end) == 0 && receive.ended == 0, "a send, done within the call");
    ok(WSAWaitForMultipleEvents(1, &never, FALSE, 20000, TRUE) == WSA_WAIT_IO_COMPLETION && receive.ended == 1,
       "its routine runs");
    WSACleanup();
    return ok_done();
}
