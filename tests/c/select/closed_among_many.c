/* C8: one of hundreds of sockets in all three sets is closed by another thread, or by an APC of the waiting one. */
#define FD_SETSIZE 1024
#include "../thread.h"

#define COUNT 500

static SOCKET sockets[COUNT];
static fd_set read_set, except_set;

static int wait_for_all(SOCKET unused)
{
    int i;
    (void)unused;
    FD_ZERO(&read_set);
    FD_ZERO(&except_set);
    for (i = 0; i < COUNT; i++) {
        read_set.fd_array[i] = sockets[i];
        except_set.fd_array[i] = sockets[COUNT - 1 - i];
    }
    read_set.fd_count = except_set.fd_count = COUNT;
    return select(0, &read_set, NULL, &except_set, NULL);
}

static void CALLBACK close_one(ULONG_PTR s)
{
    ok(closesocket((SOCKET)s) == 0, "closesocket");
}

static void closed_one_is_named(int which)
{
    ok(read_set.fd_count == 1 && read_set.fd_array[0] == sockets[which], "%d members", (int)read_set.fd_count);
    ok(except_set.fd_count == 0, "the except set is empty");
    sockets[which] = bound(udp_socket());
}

int main(void)
{
    struct blocked_call waiting;
    int i;
    start_winsock();
    for (i = 0; i < COUNT; i++)
        sockets[i] = bound(udp_socket());
    for (i = 0; i < 10; i++) {
        int which = i * 37;
        start_blocked_call(&waiting, wait_for_all, 0);
        Sleep(i % 2 ? 10 : 0);
        ok(closesocket(sockets[which]) == 0, "closesocket");
        join_thread(&waiting.thread);
        CloseHandle(waiting.entering);
        /* Without the pause the close may have come before the call. */
        if (waiting.result == SOCKET_ERROR) {
            ok(waiting.error == WSAENOTSOCK, "error %d", waiting.error);
            sockets[which] = bound(udp_socket());
        } else {
            ok(waiting.result == 1, "select gave %d", waiting.result);
            closed_one_is_named(which);
        }
    }
    require(QueueUserAPC(close_one, GetCurrentThread(), (ULONG_PTR)sockets[77]));
    ok(wait_for_all(0) == 1, "closed by an APC");
    closed_one_is_named(77);
    WSACleanup();
    return ok_done();
}
