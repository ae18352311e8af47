/* A handle is signaled when an operation without an event ends, and reset when one begins. */
#include "files.h"

static SOCKET pair[2];

static void send_after_wait(void *argument)
{
    (void)argument;
    Sleep(20);
    send_text(pair[1], "now");
}

int main(void)
{
    struct operation read, other;
    struct thread sender;
    HANDLE handles[2];
    DWORD count;
    start_winsock();
    tcp_pair(pair);
    handles[0] = new_event();
    handles[1] = (HANDLE)pair[0];
    ok(signaled_within(handles[1], 0), "nothing was begun yet");

    clear_operation(&read);
    ok_last(ReadFile(handles[1], read.bytes, 64, NULL, &read.overlapped), ERROR_IO_PENDING);
    ok(!signaled_within(handles[1], 0), "beginning resets it");
    start_thread(&sender, send_after_wait, NULL);
    ok(WaitForSingleObject(handles[1], 20000) == WAIT_OBJECT_0, "the end sets it");
    ok(GetOverlappedResult(handles[1], &read.overlapped, &count, FALSE) && count == 3, "the operation has ended");
    ok(signaled_within(handles[1], 0), "and it stays so");
    join_thread(&sender);

    clear_operation(&read);
    pend_receive(pair[0], &read, NULL);
    start_thread(&sender, send_after_wait, NULL);
    ok(WaitForMultipleObjects(2, handles, FALSE, 20000) == WAIT_OBJECT_0 + 1, "among others, after WSARecv");
    join_thread(&sender);
    set_event(handles[0]);
    ok(WaitForMultipleObjects(2, handles, TRUE, 20000) == WAIT_OBJECT_0, "with others");

    clear_operation(&read);
    read.overlapped.hEvent = handles[0];
    pend_receive(pair[0], &read, NULL);
    clear_operation(&other);
    pend_receive(pair[0], &other, NULL);
    ok(!signaled_within(handles[1], 0), "reset");
    send_text(pair[1], "event");
    ok(signaled_within(handles[0], 20000) && !signaled_within(handles[1], 0), "an event stands in for the handle");
    send_text(pair[1], "handle");
    ok(signaled_within(handles[1], 20000), "the other one tells the handle");

    clear_operation(&read);
    ok(SetFileCompletionNotificationModes(handles[1], FILE_SKIP_SET_EVENT_ON_HANDLE), "not any more");
    pend_receive(pair[0], &read, NULL);
    send_text(pair[1], "skipped");
    ok(GetOverlappedResult(handles[1], &read.overlapped, &count, TRUE) && count == 7, "the result is found all the same");

    tcp_pair(pair);
    clear_operation(&read);
    associate(new_port(0), pair[0], 1);
    pend_receive(pair[0], &read, NULL);
    ok(!signaled_within((HANDLE)pair[0], 0), "reset");
    send_text(pair[1], "port");
    ok(signaled_within((HANDLE)pair[0], 20000), "at a port too");
    WSACleanup();
    return ok_done();
}
