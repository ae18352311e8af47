/* SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER fills the table of Registered I/O; an unknown GUID is WSAEINVAL, a part of
 * one or too little room WSAEFAULT. */
#include "registered.h"

int main(void)
{
    GUID id = WSAID_MULTIPLE_RIO, single = WSAID_ACCEPTEX;
    RIO_EXTENSION_FUNCTION_TABLE table;
    void **functions[] = {(void **)&table.RIOReceive, (void **)&table.RIOReceiveEx, (void **)&table.RIOSend, (void **)&table.RIOSendEx,
                          (void **)&table.RIOCloseCompletionQueue, (void **)&table.RIOCreateCompletionQueue, (void **)&table.RIOCreateRequestQueue,
                          (void **)&table.RIODequeueCompletion, (void **)&table.RIODeregisterBuffer, (void **)&table.RIONotify,
                          (void **)&table.RIORegisterBuffer, (void **)&table.RIOResizeCompletionQueue, (void **)&table.RIOResizeRequestQueue};
    DWORD bytes = 0;
    SOCKET s;
    int i, k;
    start_winsock();
    s = udp_socket();
    memset(&table, 0, sizeof table);
    ok(WSAIoctl(s, SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER, &id, sizeof id, &table, sizeof table, &bytes, NULL, NULL) == 0, "the table");
    ok(bytes == sizeof table && table.cbSize == sizeof table, "its size: %d", (int)bytes);
    for (i = 0; i < 13; i++) {
        ok(*functions[i] != NULL, "function %d is there", i);
        for (k = 0; k < i; k++)
            ok(*functions[i] != *functions[k], "functions %d and %d differ", i, k);
    }
    ok_fails(WSAIoctl(s, SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER, &single, sizeof single, &table, sizeof table, &bytes, NULL, NULL), WSAEINVAL);
    ok_fails(WSAIoctl(s, SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER, &id, sizeof id - 1, &table, sizeof table, &bytes, NULL, NULL), WSAEFAULT);
    ok_fails(WSAIoctl(s, SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER, &id, sizeof id, &table, sizeof table - 1, &bytes, NULL, NULL), WSAEFAULT);
    ok_fails(WSAIoctl(s, SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER, &id, sizeof id, NULL, 0, &bytes, NULL, NULL), WSAEFAULT);
    ok_fails(WSAIoctl(s, SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER, NULL, 0, &table, sizeof table, &bytes, NULL, NULL), WSAEFAULT);
    WSACleanup();
    return ok_done();
}
