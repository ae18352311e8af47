/* C8: select and WSAPoll on a socket that cannot become ready end when it is closed, at whatever moment that comes. */
#include "../thread.h"

#define ROUNDS 3000

static SOCKET s;
static HANDLE go, done;
static volatile LONG stop;

static void wait_for_it(void *unused)
{
    int poll = 0;
    (void)unused;
    for (;;) {
        fd_set members;
        WSAPOLLFD entry;
        require(signaled_within(go, 20000));
        ResetEvent(go);
        if (stop)
            return;
        FD_ZERO(&members);
        FD_SET(s, &members);
        entry.fd = s;
        entry.events = POLLRDNORM;
        if (poll)
            ok(WSAPoll(&entry, 1, -1) == 1 && entry.revents == POLLNVAL, "WSAPoll ends");
        else
            ok(select(0, &members, NULL, NULL, NULL) == 1 || WSAGetLastError() == WSAENOTSOCK, "select ends");
        poll = !poll;
        require(SetEvent(done));
    }
}

int main(void)
{
    struct thread thread;
    int i, spin;
    start_winsock();
    go = new_event();
    done = new_event();
    start_thread(&thread, wait_for_it, NULL);
    for (i = 0; i < ROUNDS; i++) {
        volatile int sink = 0;
        s = tcp_socket();
        require(SetEvent(go));
        for (spin = 0; spin < i % 300 * 20; spin++)
            sink = spin;
        (void)sink;
        ok(closesocket(s) == 0, "closesocket");
        require(signaled_within(done, 20000));
        ResetEvent(done);
    }
    stop = 1;
    require(SetEvent(go));
    join_thread(&thread);
    CloseHandle(go);
    CloseHandle(done);
    WSACleanup();
    return ok_done();
}
