/* C9 C10 C11: closing in any thread ends pending operations; each routine runs once, in its own thread. */
#include "overlapped.h"

static DWORD routine_threads[3];
static LONG routines;

static void CALLBACK note_thread(DWORD error, DWORD count, LPWSAOVERLAPPED overlapped, DWORD flags)
{
    routine_threads[routines++] = GetCurrentThreadId();
    note_end(error, count, overlapped, flags);
}

static void close_socket(void *parameter)
{
    ok(closesocket(*(SOCKET *)parameter) == 0, "closesocket succeeds");
}

int main(void)
{
    struct operation receives[2], send;
    struct operation *all[3];
    struct thread closer;
    SOCKET pair[2];
    int i;
    start_winsock();
    tcp_pair(pair);
    all[0] = &receives[0];
    all[1] = &receives[1];
    all[2] = &send;
    for (i = 0; i < 2; i++) {
        clear_operation(&receives[i]);
        pend_receive(pair[0], &receives[i], note_thread);
    }
    clear_operation(&send);
    send.buffer.buf = large_pattern();
    send.buffer.len = LARGE;
    ok_fails(begin_send(pair[0], &send, note_thread), WSA_IO_PENDING);
    start_thread(&closer, close_socket, &pair[0]);
    while (routines < 3 && SleepEx(20000, TRUE) == WAIT_IO_COMPLETION)
        continue;
    join_thread(&closer);
    ok(SleepEx(20, TRUE) == 0, "nothing more runs");
    for (i = 0; i < 3; i++) {
        ok(all[i]->ended == 1 && all[i]->error == WSA_OPERATION_ABORTED, "operation %d ended %d times with %d", i,
           (int)all[i]->ended, (int)all[i]->error);
        ok(routine_threads[i] == GetCurrentThreadId(), "routine %d ran in the thread that began it", i);
    }
    WSACleanup();
    return ok_done();
}
