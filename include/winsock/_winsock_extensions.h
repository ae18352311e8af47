/* Microsoft's extensions to Winsock 1.1, in winsock.h and in mswsock.h. */
#ifndef _WINSOCKAPI_
#include <winsock2.h>
#endif

#ifndef _WINSOCK_EXTENSIONS_H
#define _WINSOCK_EXTENSIONS_H

#include <_winsock_core.h>

#define TF_DISCONNECT 0x0001
#define TF_REUSE_SOCKET 0x0002
#define TF_WRITE_BEHIND 0x0004
#define TF_USE_DEFAULT_WORKER 0x0000
#define TF_USE_SYSTEM_THREAD 0x0010
#define TF_USE_KERNEL_APC 0x0020

typedef struct _TRANSMIT_FILE_BUFFERS {
    LPVOID Head;
    DWORD HeadLength;
    LPVOID Tail;
    DWORD TailLength;
} TRANSMIT_FILE_BUFFERS, *PTRANSMIT_FILE_BUFFERS, *LPTRANSMIT_FILE_BUFFERS;

_WS2_BEGIN_DECLS
BOOL PASCAL TransmitFile(SOCKET s, HANDLE file, DWORD bytes, DWORD bytes_per_send, LPOVERLAPPED overlapped, LPTRANSMIT_FILE_BUFFERS buffers, DWORD flags) WS2_SYMBOL(TransmitFile);
BOOL PASCAL AcceptEx(SOCKET listener, SOCKET acceptor, PVOID buffer, DWORD receive_length, DWORD local_length, DWORD remote_length, LPDWORD received, LPOVERLAPPED overlapped) WS2_SYMBOL(AcceptEx);
void PASCAL GetAcceptExSockaddrs(PVOID buffer, DWORD receive_length, DWORD local_length, DWORD remote_length, struct sockaddr **local, LPINT local_size, struct sockaddr **remote, LPINT remote_size) WS2_SYMBOL(GetAcceptExSockaddrs);
_WS2_END_DECLS

#endif
