/* A blocking accept is an alertable wait. */
#include "apc.h"

#define ROUNDS 100

static struct sockaddr_in address;

static void connect_late(void *argument)
{
    *(SOCKET *)argument = tcp_socket();
    require(connect(*(SOCKET *)argument, (struct sockaddr *)&address, sizeof address) == 0);
}

int main(void)
{
    struct alerted alerted;
    struct alerter alerter;
    SOCKET listener, peer, accepted;
    start_winsock();
    be_alerted(&alerted);
    listener = tcp_listener();
    address = local_address(listener);

    start_alerter(&alerter, &alerted, ROUNDS, 0, connect_late, &peer);
    accepted = accept(listener, NULL, NULL);
    ok(accepted != INVALID_SOCKET, "accept goes on");
    ok_alerted(&alerted, ROUNDS);
    join_thread(&alerter.thread);

    queue_apc(&alerted);
    require(connect(tcp_socket(), (struct sockaddr *)&address, sizeof address) == 0);
    alerted.count = 0;
    ok(accept(listener, NULL, NULL) != INVALID_SOCKET, "a connection is there");
    SleepEx(0, TRUE);

    alerted.count = 0;
    alerted.act = connect_late;
    alerted.argument = &peer;
    queue_apc(&alerted);
    ok(accept(listener, NULL, NULL) != INVALID_SOCKET && alerted.count == 1, "what is queued before makes the connection");
    WSACleanup();
    return ok_done();
}
