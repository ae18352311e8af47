/* Accepts, connects and closes of listeners, acceptors and clients at the same time: every AcceptEx and every ConnectEx
 * ends exactly once at the port. */
#include "extension.h"

#define ROUNDS 200
#define PER_ROUND 8

typedef struct {
    OVERLAPPED overlapped;
    SOCKET s;
    char buffer[8 + 2 * ADDRESS_ROOM];
    LONG ends;
} Operation;

static Operation accepts[PER_ROUND], connects[PER_ROUND];
static SOCKET listener;
static HANDLE port, may_close;

static DWORD WINAPI closer(void *unused)
{
    int i;
    (void)unused;
    WaitForSingleObject(may_close, INFINITE);
    for (i = 0; i < PER_ROUND; i++) {
        closesocket(i % 3 == 0 ? accepts[i].s : connects[i].s);
        if (i == PER_ROUND / 2)
            closesocket(listener);
    }
    return 0;
}

int main(void)
{
    struct sockaddr_in address;
    LPFN_CONNECTEX ConnectEx;
    int round, i;
    start_winsock();
    port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0);
    may_close = CreateEvent(NULL, FALSE, FALSE, NULL);
    require(port != NULL && may_close != NULL);
    for (round = 0; round < ROUNDS; round++) {
        HANDLE thread;
        LONG left, expected = 0;
        listener = tcp_listener();
        address = local_address(listener);
        require(CreateIoCompletionPort((HANDLE)listener, port, 1, 0) == port);
        thread = CreateThread(NULL, 0, closer, NULL, 0, NULL);
        require(thread != NULL);
        memset(accepts, 0, sizeof accepts);
        memset(connects, 0, sizeof connects);
        for (i = 0; i < PER_ROUND; i++) {
            accepts[i].s = tcp_socket();
            connects[i].s = bound(tcp_socket());
            require(CreateIoCompletionPort((HANDLE)connects[i].s, port, 2, 0) == port);
        }
        ConnectEx = connect_ex(connects[0].s);
        for (i = 0; i < PER_ROUND; i++) {
            DWORD room = i % 2 == 0 ? 8 : 0;
            expected += begun(AcceptEx(listener, accepts[i].s, accepts[i].buffer, room, ADDRESS_ROOM, ADDRESS_ROOM, NULL, &accepts[i].overlapped));
            if (i == round % PER_ROUND)
                SetEvent(may_close);
            expected += begun(ConnectEx(connects[i].s, (struct sockaddr *)&address, sizeof address, (void *)"x", i % 4 == 0, NULL, &connects[i].overlapped));
        }
        require(WaitForSingleObject(thread, 30000) == WAIT_OBJECT_0);
        CloseHandle(thread);
        for (left = expected; left > 0; left--) {
            OVERLAPPED *which = NULL;
            ULONG_PTR key;
            DWORD bytes;
            GetQueuedCompletionStatus(port, &bytes, &key, &which, 10000);
            if (which == NULL) {
                ok(0, "round %d: %ld operations never ended", round, (long)left);
                return ok_done();
            }
            CONTAINING_RECORD(which, Operation, overlapped)->ends++;
        }
        for (i = 0; i < PER_ROUND; i++) {
            ok(accepts[i].ends <= 1 && connects[i].ends <= 1, "round %d: an operation ended twice", round);
            closesocket(accepts[i].s);
            closesocket(connects[i].s);
        }
        {
            OVERLAPPED *which = NULL;
            ULONG_PTR key;
            DWORD bytes;
            ok(!GetQueuedCompletionStatus(port, &bytes, &key, &which, 0) && which == NULL, "round %d: one end too many", round);
        }
    }
    WSACleanup();
    return ok_done();
}
