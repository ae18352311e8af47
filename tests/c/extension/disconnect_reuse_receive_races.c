/* Receives that begin while DisconnectEx takes the connection away: each is cancelled or refused, none is left to wait
 * for ever or for what the next connection brings. */
#include "extension.h"
#include "../thread.h"

#define ROUNDS 60
#define RECEIVES 400
#define BEFORE 40

typedef struct {
    OVERLAPPED overlapped;
    char byte;
} Receive;

static Receive receives[RECEIVES];
static SOCKET server;
static volatile LONG begun_count;

static void begin_receives(void *unused)
{
    int i;
    (void)unused;
    memset(receives, 0, sizeof receives);
    for (i = 0; i < RECEIVES; i++) {
        WSABUF lent = {1, &receives[i].byte};
        DWORD flags = 0;
        if (WSARecv(server, &lent, 1, NULL, &flags, &receives[i].overlapped, NULL) != SOCKET_ERROR) {
            ok(0, "receive %d has ended at once", i);
            return;
        }
        if (WSAGetLastError() != WSA_IO_PENDING) {
            ok(WSAGetLastError() == WSAENOTCONN, "receive %d: error %d", i, WSAGetLastError());
            return;
        }
        InterlockedIncrement(&begun_count);
    }
}

static int have_all_ended(int count)
{
    int i;
    for (i = 0; i < count; i++)
        if (!HasOverlappedIoCompleted(&receives[i].overlapped))
            return 0;
    return 1;
}

int main(void)
{
    SOCKET listener, client;
    OVERLAPPED accepting;
    char buffer[2 * ADDRESS_ROOM], data[8];
    struct thread thread;
    DWORD bytes, flags;
    int round, i, waits;
    start_winsock();
    listener = tcp_listener();
    server = tcp_socket();
    accepting = with_event();
    for (round = 0; round < ROUNDS; round++) {
        ok(begun(AcceptEx(listener, server, buffer, 0, ADDRESS_ROOM, ADDRESS_ROOM, &bytes, &accepting)), "AcceptEx");
        client = connected_to(listener);
        ok(ended(listener, &accepting, &bytes) == 0, "accepted");
        begun_count = 0;
        start_thread(&thread, begin_receives, NULL);
        while (InterlockedExchangeAdd(&begun_count, 0) < BEFORE)
            SwitchToThread();
        ok(disconnect_ex(server)(server, NULL, TF_REUSE_SOCKET, 0), "DisconnectEx");
        join_thread(&thread);
        for (waits = 0; waits < 10000 && !have_all_ended(begun_count); waits++)
            Sleep(1);
        ok(have_all_ended(begun_count), "round %d: every receive ends", round);
        if (!have_all_ended(begun_count))
            return ok_done();
        for (i = 0; i < begun_count; i++) {
            BOOL well = WSAGetOverlappedResult(server, &receives[i].overlapped, &bytes, FALSE, &flags);
            ok(!well && WSAGetLastError() == WSA_OPERATION_ABORTED, "round %d: receive %d is cancelled", round, i);
        }
        ok(recv(client, data, sizeof data, 0) == 0, "graceful");
        ok(closesocket(client) == 0, "close");
    }
    WSACleanup();
    return ok_done();
}
