/* SIO_GET_EXTENSION_FUNCTION_POINTER: every extension by its GUID; an unknown GUID is WSAEINVAL, too little room
 * WSAEFAULT. */
#include "extension.h"

int main(void)
{
    GUID ids[] = {WSAID_ACCEPTEX, WSAID_CONNECTEX, WSAID_DISCONNECTEX, WSAID_GETACCEPTEXSOCKADDRS, WSAID_TRANSMITFILE,
                  WSAID_TRANSMITPACKETS, WSAID_WSARECVMSG, WSAID_WSASENDMSG, WSAID_WSAPOLL};
    GUID unknown = {0x12345678, 0, 0, {0, 0, 0, 0, 0, 0, 0, 0}};
    void *functions[9], *none = NULL;
    DWORD bytes;
    SOCKET s;
    int i, k;
    start_winsock();
    s = tcp_socket();
    for (i = 0; i < 9; i++) {
        functions[i] = extension(s, ids[i]);
        for (k = 0; k < i; k++)
            ok(functions[i] != functions[k], "functions %d and %d differ", i, k);
    }
    ok_fails(WSAIoctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &unknown, sizeof unknown, &none, sizeof none, &bytes, NULL, NULL), WSAEINVAL);
    ok_fails(WSAIoctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &ids[0], 8, &none, sizeof none, &bytes, NULL, NULL), WSAEFAULT);
    ok_fails(WSAIoctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &ids[0], sizeof ids[0], &none, 4, &bytes, NULL, NULL), WSAEFAULT);
    WSACleanup();
    return ok_done();
}
