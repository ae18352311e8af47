/* CancelSynchronousIo ends the blocking call a thread is in with WSA_OPERATION_ABORTED; the socket goes on as before. */
#include "overlapped.h"

static struct sockaddr_in silent;

static int call_recv(SOCKET s)
{
    char byte;
    return recv(s, &byte, 1, 0);
}

static int call_recvfrom(SOCKET s)
{
    char byte;
    return recvfrom(s, &byte, 1, 0, NULL, NULL);
}

static int call_accept(SOCKET s)
{
    return accept(s, NULL, NULL) == INVALID_SOCKET ? SOCKET_ERROR : 0;
}

static int call_select(SOCKET s)
{
    fd_set set;
    FD_ZERO(&set);
    FD_SET(s, &set);
    return select(0, &set, NULL, NULL, NULL);
}

static int call_connect(SOCKET s)
{
    return connect(s, (struct sockaddr *)&silent, sizeof silent);
}

static void fill_backlog(SOCKET listener)
{
    int count = 0;
    SOCKET s;
    silent = local_address(listener);
    do {
        require(count++ < 64);
        s = tcp_socket();
        set_nonblocking(s, 1);
        ok_fails(connect(s, (struct sockaddr *)&silent, sizeof silent), WSAEWOULDBLOCK);
    } while (becomes_ready(s, 'w', 200));
}

static void cancel_in(const char *name, int (*call)(SOCKET), SOCKET s)
{
    struct blocked_call blocked;
    start_blocked_call(&blocked, call, s);
    while (!CancelSynchronousIo(blocked.thread.handle)) {
        ok(GetLastError() == ERROR_NOT_FOUND, "%s: not in the call yet", name);
        Sleep(1);
    }
    join_thread(&blocked.thread);
    CloseHandle(blocked.entering);
    ok(blocked.result == SOCKET_ERROR && blocked.error == WSA_OPERATION_ABORTED, "%s gave %d, error %d", name,
       blocked.result, blocked.error);
}

static void wait_for_event(void *event)
{
    ok(signaled_within(*(HANDLE *)event, 20000), "the event is set");
}

int main(void)
{
    SOCKET pair[2], datagrams[2], listener, client, full;
    HANDLE event = new_event();
    struct thread thread;
    char byte;
    start_winsock();
    tcp_pair(pair);
    udp_pair(datagrams);
    listener = tcp_listener();

    cancel_in("recv", call_recv, pair[0]);
    cancel_in("select", call_select, pair[0]);
    cancel_in("recv again", call_recv, pair[0]);
    send_text(pair[1], "x");
    ok(recv(pair[0], &byte, 1, 0) == 1 && byte == 'x', "the socket receives");
    cancel_in("recvfrom", call_recvfrom, datagrams[0]);
    cancel_in("accept", call_accept, listener);
    client = connected_to(listener);
    ok(accept(listener, NULL, NULL) != INVALID_SOCKET, "the listener accepts");
    closesocket(client);

    full = bound(tcp_socket());
    require(listen(full, 1) == 0);
    fill_backlog(full);
    client = tcp_socket();
    cancel_in("connect", call_connect, client);
    silent = local_address(listener);
    ok(connect(client, (struct sockaddr *)&silent, sizeof silent) == 0, "the socket connects elsewhere");

    start_thread(&thread, wait_for_event, &event);
    ok(!CancelSynchronousIo(thread.handle) && GetLastError() == ERROR_NOT_FOUND, "a wait is no I/O");
    set_event(event);
    require(signaled_within(thread.handle, 20000));
    ok(!CancelSynchronousIo(thread.handle) && GetLastError() == ERROR_NOT_FOUND, "the thread has ended");
    CloseHandle(thread.handle);
    ok(!CancelSynchronousIo(event) && GetLastError() == ERROR_INVALID_HANDLE, "no thread");
    ok(!CancelSynchronousIo(GetCurrentThread()) && GetLastError() == ERROR_NOT_FOUND, "this thread");
    WSACleanup();
    return ok_done();
}
