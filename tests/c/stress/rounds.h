/* Threads that work in rounds. The test counts the program's descriptors twice: after a few rounds, when the library
 * has all it keeps, and at the end. */
#ifndef ROUNDS_H
#define ROUNDS_H

#include "../thread.h"

#define THREADS 8

static inline void run_threads(void (*run)(void *), int rounds)
{
    struct thread threads[THREADS];
    int i;
    for (i = 0; i < THREADS; i++)
        start_thread(&threads[i], run, &rounds);
    for (i = 0; i < THREADS; i++)
        join_thread(&threads[i]);
}

static inline void let_count(const char *when)
{
    char line[16];
    printf("%s\n", when);
    fflush(stdout);
    require(fgets(line, sizeof line, stdin) != NULL);
}

static inline int receive_one(SOCKET s)
{
    char byte;
    return recv(s, &byte, 1, 0);
}

static inline SOCKET open_datagram(void)
{
    return bound(udp_socket());
}

static inline int stress(void (*run)(void *), int rounds)
{
    struct blocked_call outcome;
    SOCKET watched;
    WSAEVENT event;
    start_winsock();
    /* What the library keeps for closes that meet a blocked call, it has after the first one. */
    close_during(open_datagram, receive_one, &outcome);
    /* What it watches sockets with, after the first that is watched. */
    watched = open_datagram();
    event = WSACreateEvent();
    require(WSAEventSelect(watched, event, FD_READ) == 0);
    closesocket(watched);
    WSACloseEvent(event);
    run_threads(run, 3);
    let_count("baseline");
    run_threads(run, rounds);
    let_count("done");
    WSACleanup();
    return ok_done();
}

/* Numbers for which sockets are met by chance; each thread has its own. */
static inline unsigned next_random(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

#endif
