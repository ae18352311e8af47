/* SIO_ADDRESS_LIST_CHANGE and SIO_ROUTING_INTERFACE_CHANGE: MODE [ADDRESS]. Prints "asked" with the error of the call that
 * began to wait, and "ended" with the error of its end. Without an address it waits for the list of IPv4 addresses. */
#include "wire.h"

static struct sockaddr_in remote;
static DWORD code = SIO_ADDRESS_LIST_CHANGE, input_len;
static volatile LONG routine_ran;
static SOCKET s;

static SOCKET datagram_socket(void)
{
    SOCKET made = WSASocketW(AF_INET, SOCK_DGRAM, IPPROTO_UDP, NULL, 0, WSA_FLAG_OVERLAPPED);
    if (made == INVALID_SOCKET)
        give_up("socket_failed");
    return made;
}

/* 0 or the error. */
static int ask(SOCKET of, OVERLAPPED *overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine)
{
    DWORD bytes = 77;
    int result = WSAIoctl(of, code, input_len ? &remote : NULL, input_len, NULL, 0, &bytes, overlapped, routine);
    return result == 0 ? 0 : WSAGetLastError();
}

static int ended_with(OVERLAPPED *overlapped)
{
    DWORD bytes = 77, flags;
    if (!WSAGetOverlappedResult(s, overlapped, &bytes, FALSE, &flags))
        return WSAGetLastError();
    return bytes == 0 ? 0 : -1;
}

static void CALLBACK routine(DWORD error, DWORD bytes, LPWSAOVERLAPPED overlapped, DWORD flags)
{
    (void)overlapped, (void)flags;
    InterlockedIncrement(&routine_ran);
    print_value("ended", bytes == 0 ? (int)error : -1);
}

static DWORD WINAPI ask_and_block(void *unused)
{
    (void)unused;
    print_value("asked", 0);
    print_value("ended", ask(s, NULL, NULL));
    return 0;
}

/* Sockets that all wait at one port; half of them are closed while the change comes. */
static void many(void)
{
    enum { COUNT = 60 };
    static OVERLAPPED overlapped[COUNT];
    static SOCKET sockets[COUNT];
    static int ends[COUNT];
    HANDLE port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0);
    int i, changed = 0, cancelled = 0, others = 0;
    for (i = 0; i < COUNT; i++) {
        sockets[i] = datagram_socket();
        CreateIoCompletionPort((HANDLE)sockets[i], port, (ULONG_PTR)i, 0);
        if (ask(sockets[i], &overlapped[i], NULL) != WSA_IO_PENDING)
            give_up("ask_failed");
    }
    print_value("asked", WSA_IO_PENDING);
    wait_for_test(); /* the test makes the change right after its line */
    for (i = 0; i < COUNT; i += 2)
        closesocket(sockets[i]);
    for (;;) {
        DWORD bytes;
        ULONG_PTR key;
        OVERLAPPED *which = NULL;
        BOOL ok = GetQueuedCompletionStatus(port, &bytes, &key, &which, changed + cancelled + others < COUNT ? 20000 : 200);
        if (which == NULL)
            break;
        others += which != &overlapped[key] || ends[key]++ != 0 || bytes != 0;
        if (ok)
            changed++;
        else if (GetLastError() == ERROR_OPERATION_ABORTED && key % 2 == 0)
            cancelled++;
        else
            others++;
    }
    print_value("others", others);
    print_value("told", changed + cancelled);
    print_value("odd_changed", changed >= COUNT / 2);
}

int main(int argc, char **argv)
{
    const char *mode = argc > 1 ? argv[1] : "";
    OVERLAPPED overlapped;
    start_winsock();
    s = datagram_socket();
    if (argc > 2) {
        code = SIO_ROUTING_INTERFACE_CHANGE;
        input_len = sizeof remote;
        remote.sin_family = AF_INET;
        remote.sin_addr.s_addr = inet_addr(argv[2]);
    }
    memset(&overlapped, 0, sizeof overlapped);
    if (strcmp(mode, "event") == 0 || strcmp(mode, "close") == 0 || strcmp(mode, "cancel") == 0) {
        overlapped.hEvent = CreateEvent(NULL, TRUE, FALSE, NULL);
        print_value("asked", ask(s, &overlapped, NULL));
        if (strcmp(mode, "close") == 0) {
            wait_for_test();
            closesocket(s);
            s = datagram_socket();
        } else if (strcmp(mode, "cancel") == 0) {
            wait_for_test();
            print_value("cancelled", CancelIoEx((HANDLE)s, &overlapped));
            print_value("none_left", !CancelIoEx((HANDLE)s, NULL) && GetLastError() == ERROR_NOT_FOUND);
        }
        print_value("signaled", WaitForSingleObject(overlapped.hEvent, 20000) == WAIT_OBJECT_0);
        print_value("ended", ended_with(&overlapped));
        /* Each request tells of one change. */
        if (strcmp(mode, "event") == 0) {
            ResetEvent(overlapped.hEvent);
            wait_for_test();
            print_value("asked_again", ask(s, &overlapped, NULL));
            print_value("signaled_again", WaitForSingleObject(overlapped.hEvent, 20000) == WAIT_OBJECT_0);
            print_value("ended_again", ended_with(&overlapped));
        }
    } else if (strcmp(mode, "port") == 0) {
        HANDLE port = CreateIoCompletionPort((HANDLE)s, NULL, 5, 0);
        OVERLAPPED *which = NULL;
        ULONG_PTR key = 0;
        DWORD bytes = 77;
        BOOL ok;
        print_value("asked", ask(s, &overlapped, NULL));
        ok = GetQueuedCompletionStatus(port, &bytes, &key, &which, 20000);
        print_value("ended", ok && key == 5 && which == &overlapped && bytes == 0 ? 0 : -1);
    } else if (strcmp(mode, "routine") == 0) {
        print_value("asked", ask(s, &overlapped, routine));
        SleepEx(20000, TRUE);
        print_value("ran", routine_ran);
    } else if (strcmp(mode, "blocking") == 0 || strcmp(mode, "blocking_closed") == 0) {
        HANDLE thread = CreateThread(NULL, 0, ask_and_block, NULL, 0, NULL);
        wait_for_test();
        if (strcmp(mode, "blocking_closed") == 0)
            closesocket(s);
        print_value("thread", WaitForSingleObject(thread, 20000) == WAIT_OBJECT_0);
    } else if (strcmp(mode, "events") == 0) {
        WSAEVENT event = WSACreateEvent();
        WSANETWORKEVENTS happened;
        memset(&happened, 0, sizeof happened);
        WSAEventSelect(s, event, FD_ADDRESS_LIST_CHANGE | FD_ROUTING_INTERFACE_CHANGE);
        print_value("asked", ask(s, NULL, NULL));
        print_value("asked_twice", ask(s, NULL, NULL));
        print_value("signaled", WaitForSingleObject(event, 20000) == WAIT_OBJECT_0);
        WSAEnumNetworkEvents(s, event, &happened);
        print_value("recorded", happened.lNetworkEvents);
        wait_for_test();
        print_value("looking", 1);
        if (WaitForSingleObject(event, 5000) == WAIT_OBJECT_0)
            print_value("signaled_again", 1);
    } else if (strcmp(mode, "arguments") == 0) {
        struct sockaddr_in6 v6;
        u_long on = 1;
        DWORD bytes;
        memset(&v6, 0, sizeof v6);
        v6.sin6_family = AF_INET6;
        code = SIO_ROUTING_INTERFACE_CHANGE;
        remote.sin_family = AF_INET;
        input_len = 3;
        print_value("short", ask(s, &overlapped, NULL));
        WSAIoctl(s, code, &v6, sizeof v6, NULL, 0, &bytes, &overlapped, NULL);
        print_value("family", WSAGetLastError());
        ioctlsocket(s, FIONBIO, &on);
        print_value("short_nonblocking", ask(s, NULL, NULL));
        code = SIO_ADDRESS_LIST_CHANGE;
        input_len = 0;
        print_value("nonblocking", ask(s, NULL, NULL));
    } else if (strcmp(mode, "many") == 0) {
        many();
    }
    wait_for_test();
    WSACleanup();
    return 0;
}
