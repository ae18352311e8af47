/* A blocking connect is an alertable wait: it goes on after an APC, and reports how the connection came about. */
#include "apc.h"

/* A listener whose queue is full lets a further connect wait until somebody accepts. */
static void accept_all(void *argument)
{
    SOCKET *listener = (SOCKET *)argument;
    set_nonblocking(*listener, 1);
    for (;;) {
        SOCKET s = accept(*listener, NULL, NULL);
        if (s == INVALID_SOCKET && !becomes_ready(*listener, 'r', 3000))
            return;
    }
}

int main(void)
{
    struct alerted alerted;
    struct alerter alerter;
    struct sockaddr_in address;
    SOCKET listener, s;
    int i;
    start_winsock();
    listener = bound(tcp_socket());
    require(listen(listener, 1) == 0);
    address = local_address(listener);
    for (i = 0; i < 4; i++) {
        SOCKET filler = tcp_socket();
        set_nonblocking(filler, 1);
        connect(filler, (struct sockaddr *)&address, sizeof address);
    }
    be_alerted(&alerted);
    start_alerter(&alerter, &alerted, 50, 1, accept_all, &listener);
    s = tcp_socket();
    ok(connect(s, (struct sockaddr *)&address, sizeof address) == 0, "connect goes on");
    ok_alerted(&alerted, 50);
    ok(send(s, "x", 1, 0) == 1, "the socket is connected");
    join_thread(&alerter.thread);

    be_alerted(&alerted);
    queue_apc(&alerted);
    closesocket(listener);
    s = tcp_socket();
    ok_fails(connect(s, (struct sockaddr *)&address, sizeof address), WSAECONNREFUSED);
    SleepEx(0, TRUE);
    ok_alerted(&alerted, 1);
    WSACleanup();
    return ok_done();
}
