/* WSAIoctl with an OVERLAPPED succeeds at once and is told by its event or at the port; refused, nobody is told. */
#include "extension.h"

int main(void)
{
    SOCKET s;
    HANDLE port;
    GUID id = WSAID_CONNECTEX;
    void *function = NULL;
    OVERLAPPED overlapped, *which;
    DWORD bytes = 0;
    ULONG_PTR key;
    start_winsock();
    s = tcp_socket();
    overlapped = with_event();
    ok(WSAIoctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &id, sizeof id, &function, sizeof function, NULL, &overlapped, NULL) == 0, "WSAIoctl");
    ok(ended(s, &overlapped, &bytes) == 0 && bytes == sizeof function && function != NULL, "told by the event");
    port = CreateIoCompletionPort((HANDLE)s, NULL, 3, 0);
    ok(WSAIoctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &id, sizeof id, &function, sizeof function, &bytes, &overlapped, NULL) == 0, "WSAIoctl");
    ok(GetQueuedCompletionStatus(port, &bytes, &key, &which, 0) && key == 3 && which == &overlapped && bytes == sizeof function, "told at the port");
    id.Data1 = 0;
    ok_fails(WSAIoctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &id, sizeof id, &function, sizeof function, &bytes, &overlapped, NULL), WSAEINVAL);
    ok(!GetQueuedCompletionStatus(port, &bytes, &key, &which, 0) && which == NULL, "nobody is told of a refused call");
    WSACleanup();
    return ok_done();
}
