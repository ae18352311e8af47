/* How a program and the provider it has installed speak: the program loads the provider's library too, which is the same
 * object, and asks for its control block. */
#ifndef CONTROL_H
#define CONTROL_H

#include <winsock2.h>
#include <ws2spi.h>
#include <windows.h>

typedef struct CONTROL {
    /* What the next WSPStartup does. */
    int startup_result;
    WORD version;
    int hole;
    HANDLE startup_begun, startup_may_go_on; /* 0: it does not wait */
    int looks_around;

    /* What WSPCloseSocket answers before it closes anything. */
    int close_error;
    /* What its WSPSend and WSPIoctl do: fail without an error, and find a function without saying where. */
    int says_nothing;
    /* Its WSPIoctl hands down what it does not know. */
    int hands_down;
    /* What WSPSelect finds: 1 readable, 2 writable, 4 exceptional. */
    int ready;
    /* Sockets have a peer. */
    int connected;
    /* The next WSPSocket is overtaken by the last WSACleanup. */
    int cleaned_up_in_socket;
    /* The next WSPSelect finds that somebody has closed this one. */
    SOCKET closed_in_select;
    /* The catalog id it says is its own; 0: that of the info it was started with. */
    DWORD own_id;

    /* What has happened. */
    volatile LONG startups, cleanups, sockets, closes, sends, receives;
    SOCKET made;
    DWORD thread;
    WORD version_requested;
    WSAPROTOCOL_INFOW info;
    WSPUPCALLTABLE upcalls;
    INT seen_entries, path_result, own_socket_error, other_socket_error;
    HMODULE base_module;
    /* What the last WSPSend was handed. */
    DWORD sent_bytes;
    LPWSAOVERLAPPED overlapped;
} CONTROL;

typedef CONTROL *(*CONTROL_FUNCTION)(void);

#endif
