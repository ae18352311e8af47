/* Closing a socket whose ConnectEx waits ends it with WSA_OPERATION_ABORTED, exactly once. */
#include "extension.h"

int main(void)
{
    SOCKET listener, s, filler[64];
    OVERLAPPED overlapped, *which;
    struct sockaddr_in address;
    HANDLE port;
    ULONG_PTR key;
    DWORD bytes;
    int i;
    start_winsock();
    listener = bound(tcp_socket());
    require(listen(listener, 1) == 0);
    address = local_address(listener);
    /* A full backlog keeps later connections on their way. */
    for (i = 0; i < 64; i++) {
        filler[i] = tcp_socket();
        set_nonblocking(filler[i], 1);
        connect(filler[i], (struct sockaddr *)&address, sizeof address);
    }
    s = bound(tcp_socket());
    port = CreateIoCompletionPort((HANDLE)s, NULL, 5, 0);
    memset(&overlapped, 0, sizeof overlapped);
    ok(!connect_ex(s)(s, (struct sockaddr *)&address, sizeof address, NULL, 0, NULL, &overlapped) && WSAGetLastError() == WSA_IO_PENDING, "ConnectEx");
    ok(is_pending(&overlapped), "on its way");
    ok(closesocket(s) == 0, "close");
    which = NULL;
    ok(!GetQueuedCompletionStatus(port, &bytes, &key, &which, 10000) && which == &overlapped && GetLastError() == ERROR_OPERATION_ABORTED, "aborted");
    ok(!GetQueuedCompletionStatus(port, &bytes, &key, &which, 0) && which == NULL, "once");
    WSACleanup();
    return ok_done();
}
