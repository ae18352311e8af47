/* C9 C10 C11: thousands of operations under cancels and closes from all sides; each OVERLAPPED ends exactly once. */
#include "overlapped.h"

enum { WORKERS = 3, SOCKETS = 8, OPERATIONS = 6, ROUNDS = 60 };

/* The handle stays readable while others close it: that is the point. */
struct victim {
    volatile LONG handle;
    SOCKET peer;
    struct operation operations[OPERATIONS];
};

static struct victim victims[SOCKETS];
static HANDLE port;
static volatile LONG begun, ended, stop;

static void take_packets(void *parameter)
{
    (void)parameter;
    for (;;) {
        struct packet packet = take_packet(port, 30000);
        struct operation *operation = (struct operation *)packet.overlapped;
        if (operation == NULL) {
            ok(packet.result, "the last packet is the posted one, not error %d", (int)packet.error);
            return;
        }
        ok(packet.error == 0 || packet.error == ERROR_OPERATION_ABORTED || packet.error == ERROR_NETNAME_DELETED
               || packet.error == ERROR_CONNECTION_ABORTED,
           "error %d", (int)packet.error);
        ok(InterlockedExchange(&operation->ended, 1) == 0, "an operation ends once");
        InterlockedIncrement(&ended);
    }
}

static void disturb(void *parameter)
{
    unsigned random = *(unsigned *)parameter;
    while (!current(&stop)) {
        struct victim *victim;
        random = random * 1103515245u + 12345u;
        victim = &victims[(random >> 16) % SOCKETS];
        switch ((random >> 24) % 8) {
        case 0:
            closesocket((SOCKET)current(&victim->handle));
            break;
        case 1:
        case 2:
            CancelIoEx((HANDLE)(ULONG_PTR)current(&victim->handle), NULL);
            break;
        case 3:
        case 4:
            CancelIoEx((HANDLE)(ULONG_PTR)current(&victim->handle), &victim->operations[(random >> 20) % OPERATIONS].overlapped);
            break;
        default:
            SwitchToThread();
        }
    }
}

static void begin(SOCKET s, struct operation *operation, int sends)
{
    int result;
    clear_operation(operation);
    operation->buffer.len = 16;
    InterlockedIncrement(&begun);
    result = sends ? begin_send(s, operation, NULL) : begin_receive(s, operation, NULL);
    if (result != 0 && WSAGetLastError() != WSA_IO_PENDING) {
        ok(WSAGetLastError() == WSAENOTSOCK, "only a close keeps an operation from beginning");
        ok(InterlockedExchange(&operation->ended, 1) == 0, "what fails to begin has no end");
        InterlockedIncrement(&ended);
    }
}

int main(void)
{
    struct thread takers[WORKERS], disturbers[2];
    unsigned seeds[2] = {1, 2};
    int round, i, n;
    start_winsock();
    port = new_port(0);
    for (i = 0; i < WORKERS; i++)
        start_thread(&takers[i], take_packets, NULL);
    for (i = 0; i < 2; i++)
        start_thread(&disturbers[i], disturb, &seeds[i]);
    for (round = 0; round < ROUNDS; round++) {
        int waited;
        for (i = 0; i < SOCKETS; i++) {
            SOCKET pair[2];
            tcp_pair(pair);
            associate(port, pair[0], (ULONG_PTR)&victims[i]);
            victims[i].peer = pair[1];
            InterlockedExchange(&victims[i].handle, (LONG)pair[0]);
        }
        for (n = 0; n < OPERATIONS; n++)
            for (i = 0; i < SOCKETS; i++) {
                begin((SOCKET)current(&victims[i].handle), &victims[i].operations[n], n % 3 == 2);
                if (n % 2)
                    send(victims[i].peer, "0123456789abcdef", 10, 0);
            }
        for (i = 0; i < SOCKETS; i++)
            closesocket((SOCKET)current(&victims[i].handle));
        for (waited = 0; current(&ended) < current(&begun) && waited < 20000; waited++)
            Sleep(1);
        ok(current(&begun) == current(&ended), "round %d: %d begun, %d ended", round, (int)begun, (int)ended);
        for (i = 0; i < SOCKETS; i++)
            require(closesocket(victims[i].peer) == 0);
    }
    InterlockedExchange(&stop, 1);
    for (i = 0; i < 2; i++)
        join_thread(&disturbers[i]);
    for (i = 0; i < WORKERS; i++)
        require(PostQueuedCompletionStatus(port, 0, 0, NULL));
    for (i = 0; i < WORKERS; i++)
        join_thread(&takers[i]);
    WSACleanup();
    return ok_done();
}
