/* The end of a thread cancels the overlapped operations it began, except those on handles with a completion port. */
#include "overlapped.h"

static SOCKET plain[2], with_port[2];
static struct operation with_event, polled, with_routine, of_port, of_main;

static void begin_all(void *unused)
{
    (void)unused;
    clear_operation(&with_event);
    with_event.buffer.len = 4;
    with_event.overlapped.hEvent = new_event();
    pend_receive(plain[0], &with_event, NULL);
    clear_operation(&polled);
    polled.buffer.len = 4;
    pend_receive(plain[0], &polled, NULL);
    clear_operation(&with_routine);
    with_routine.buffer.len = 4;
    pend_receive(plain[0], &with_routine, note_end);
    clear_operation(&of_port);
    pend_receive(with_port[0], &of_port, NULL);
}

static DWORD WINAPI begin_and_exit(LPVOID unused)
{
    begin_all(unused);
    ExitThread(3);
}

static void ok_cancelled(SOCKET s, struct operation *operation)
{
    DWORD count = 99, flags;
    ok(HasOverlappedIoCompleted(&operation->overlapped), "it has ended with its thread");
    ok(!WSAGetOverlappedResult(s, &operation->overlapped, &count, FALSE, &flags) &&
           WSAGetLastError() == WSA_OPERATION_ABORTED,
       "cancelled");
}

static void round_of(HANDLE thread, HANDLE port)
{
    require(signaled_within(thread, 20000));
    CloseHandle(thread);
    ok_cancelled(plain[0], &with_event);
    ok(signaled_within(with_event.overlapped.hEvent, 0), "the event was set");
    CloseHandle(with_event.overlapped.hEvent);
    ok_cancelled(plain[0], &polled);
    ok(HasOverlappedIoCompleted(&with_routine.overlapped), "the one with a routine");
    ok(current(&with_routine.ended) == 0, "its routine went with the thread");

    ok_no_packet(port);
    send_text(with_port[1], "port");
    ok_packet_of(port, &of_port, 0, 4);
    ok(holds(&of_port, "port"), "the operation of the port went on");

    ok(!HasOverlappedIoCompleted(&of_main.overlapped), "this thread's operation too");
}

int main(void)
{
    struct thread thread;
    HANDLE port;
    start_winsock();
    tcp_pair(plain);
    tcp_pair(with_port);
    port = new_port(0);
    associate(port, with_port[0], 1);
    clear_operation(&of_main);
    of_main.buffer.len = 4;
    pend_receive(plain[0], &of_main, NULL);

    start_thread(&thread, begin_all, NULL);
    round_of(thread.handle, port);
    round_of(CreateThread(NULL, 0, begin_and_exit, NULL, 0, NULL), port);

    send_text(plain[1], "main");
    while (!HasOverlappedIoCompleted(&of_main.overlapped))
        Sleep(1);
    ok(holds(&of_main, "main"), "what came first was not lost to a cancelled operation");
    WSACleanup();
    return ok_done();
}
