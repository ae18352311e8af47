/* A layered service provider that changes nothing: a template to start from.
 *
 *   layer.c       WSPStartup, WSPCleanup, the table of procedures, the provider below
 *   socket.c      the layer's sockets and the calls that only have to find the socket below
 *   overlapped.c  overlapped operations: the layer's own OVERLAPPED below, the caller's told above     (non-IFS)
 *   extension.c   AcceptEx, ConnectEx and the like, which programs call past the table                 (non-IFS)
 *   window.c      WSAAsyncSelect: messages arrive at a hidden window and are posted on                 (non-IFS)
 *
 * Build and install:  winsock cc -shared *.c -o layer.so -lws2_32    winsock catalog install layer.so
 *
 * With -DLAYER_IFS it is an IFS layer: sockets keep the handles of the base provider, and everything that completes
 * later goes past the layer. Without, it has handles of its own and sees every end of an operation. */
#ifndef LAYER_H
#define LAYER_H

#include <winsock2.h>
#include <ws2spi.h>
#include <mswsock.h>
#include <windows.h>
#include <stdlib.h>
#include <string.h>

/* Copies of this layer that are to stand in one chain need different numbers, 1 to 9. */
#ifndef LAYER_NUMBER
#define LAYER_NUMBER 1
#endif

/* What can be asked for with SIO_GET_EXTENSION_FUNCTION_POINTER. */
enum extension {
    ACCEPT_EX,
    CONNECT_EX,
    DISCONNECT_EX,
    GET_ACCEPT_EX_SOCKADDRS,
    RECEIVE_MESSAGE,
    SEND_MESSAGE,
    TRANSMIT_FILE,
    TRANSMIT_PACKETS,
    POLL,
    EXTENSIONS
};

/* A library below this one. */
typedef struct provider {
    struct provider *next;
    WCHAR path[MAX_PATH];
    WSPPROC_TABLE table;
    void *extensions[EXTENSIONS];
} provider;

/* A catalog entry whose sockets this layer makes, and what it hands to the provider below it. */
typedef struct chain {
    struct chain *next;
    WSAPROTOCOL_INFOW info;
    WSAPROTOCOL_INFOW info_below;
    provider *below;
} chain;

/* A direction in which operations of a socket end in the order in which they began. */
enum direction { RECEIVING, SENDING, OTHERWISE, DIRECTIONS };

typedef struct layer_socket {
    struct layer_socket *next;
    LONG references;
    SOCKET upper; /* the program's handle; that of an IFS layer is the one below */
    SOCKET lower;
    const chain *of;
    BOOL overlapped;
    /* Operations that have not been told yet. */
    SRWLOCK operations_lock;
    CONDITION_VARIABLE told;
    int operations[DIRECTIONS];
    /* WSAAsyncSelect: what the program asked for, and the message number below. */
    HWND window;
    UINT message;
    UINT message_below;
    int events;
} layer_socket;

/* layer.c */
extern WSPUPCALLTABLE upcalls;
extern const chain *find_chain(const WSAPROTOCOL_INFOW *info, LPINT error);
extern int any_provider(int (*call)(const WSPPROC_TABLE *table, LPINT error), LPINT error);

/* socket.c */
extern layer_socket *acquire(SOCKET s, LPINT error);
extern void release(layer_socket *socket);
extern SOCKET adopt(SOCKET lower, const chain *of, BOOL overlapped, LPINT error);
extern layer_socket *find_by_message(SOCKET lower, UINT message_below);
extern void forget_all_sockets(void);
extern void fill_table(LPWSPPROC_TABLE table);

#ifndef LAYER_IFS
/* overlapped.c */
typedef struct operation operation;
extern BOOL start_operations(LPINT error);
extern void stop_operations(void);
extern BOOL has_operations(layer_socket *socket, LPINT error);
extern BOOL begin(layer_socket *socket, enum direction direction, LPWSAOVERLAPPED overlapped,
                  LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread, operation **begun, LPINT error);
extern LPWSAOVERLAPPED overlapped_below(operation *begun);
extern BOOL begun_below(operation *begun, BOOL succeeded, LPINT error);
extern BOOL end_of_operation(layer_socket *socket, LPWSAOVERLAPPED overlapped, LPDWORD transferred, BOOL wait,
                             LPDWORD flags, LPINT error);
extern void wait_until_all_told(layer_socket *socket);

/* extension.c */
extern int query_extension(layer_socket *socket, const void *id, void *function, LPINT error);

/* window.c */
extern int select_messages(layer_socket *socket, HWND window, UINT message, int events, LPINT error);
extern void inherit_messages(layer_socket *listener, SOCKET accepted);
extern void flush_messages(const layer_socket *socket);
extern void stop_messages(void);
#endif

/* A call that goes down as it is, but for the handle. */
#define FORWARD(call) \
    do { \
        layer_socket *socket = acquire(s, error); \
        int result; \
        if (!socket) \
            return SOCKET_ERROR; \
        result = socket->of->below->table.call; \
        release(socket); \
        return result; \
    } while (0)

#endif
