/*
 * Shared by the programs of this folder. Each runs against a scripted TCP peer: it is started with the peer's address and port,
 * prints lines "name value" that the test reads, and waits for a line on its input where the test has to act first.
 */
#ifndef WIRE_H
#define WIRE_H

#include <winsock2.h>
#include <ws2tcpip.h>
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Prints a line at once, so that the test sees it before the next call. */
static void print_value(const char *name, int value)
{
    printf("%s %d\n", name, value);
    fflush(stdout);
}

/* Ends the program after a step that is not what it is about. */
static void give_up(const char *step)
{
    print_value(step, WSAGetLastError());
    exit(1);
}

/* Waits for the test. Returns at the end of the input, too: the test has no more to say. */
static void wait_for_test(void)
{
    char line[64];
    if (fgets(line, sizeof line, stdin) == NULL)
        return;
}

static void start_winsock(void)
{
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
        give_up("WSAStartup_failed");
}

/* A socket connected to the peer at argv[1], port argv[2]. */
static SOCKET connect_to_peer(char **argv)
{
    struct sockaddr_in peer;
    SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    if (s == INVALID_SOCKET)
        give_up("socket_failed");
    memset(&peer, 0, sizeof peer);
    peer.sin_family = AF_INET;
    peer.sin_addr.s_addr = inet_addr(argv[1]);
    peer.sin_port = htons((u_short)atoi(argv[2]));
    if (connect(s, (struct sockaddr *)&peer, sizeof peer) == SOCKET_ERROR)
        give_up("connect_failed");
    return s;
}

static void set_linger(SOCKET s, int seconds)
{
    struct linger linger;
    linger.l_onoff = 1;
    linger.l_linger = (u_short)seconds;
    if (setsockopt(s, SOL_SOCKET, SO_LINGER, (const char *)&linger, sizeof linger) == SOCKET_ERROR)
        give_up("linger_failed");
}

static void set_nonblocking(SOCKET s)
{
    u_long on = 1;
    if (ioctlsocket(s, FIONBIO, &on) == SOCKET_ERROR)
        give_up("nonblocking_failed");
}

/*
 * Sends the bytes 0, 1, ... 250, 0, ... until there are `total`. The send buffer holds them all, so this returns with the peer's
 * window shut as well; the request for room is a precaution, most systems give as much unasked.
 */
static void send_pattern(SOCKET s, int total)
{
    int room = 4 * 65536, i, sent = 0;
    char *data = (char *)malloc((size_t)total + 1);
    setsockopt(s, SOL_SOCKET, SO_SNDBUF, (const char *)&room, sizeof room);
    for (i = 0; i < total; i++)
        data[i] = (char)(i % 251);
    while (sent < total) {
        int count = send(s, data + sent, total - sent, 0);
        if (count == SOCKET_ERROR)
            give_up("send_failed");
        sent += count;
    }
    free(data);
    print_value("sent", sent);
}

static LONGLONG microseconds(void)
{
    LARGE_INTEGER now, frequency;
    QueryPerformanceCounter(&now);
    QueryPerformanceFrequency(&frequency);
    return now.QuadPart / frequency.QuadPart * 1000000 +
           now.QuadPart % frequency.QuadPart * 1000000 / frequency.QuadPart;
}

/* Prints what a call that began at `start` gave, as the lines NAME_us, NAME_error and, last, NAME. */
static void print_call(const char *name, int result, LONGLONG start)
{
    int error = result == SOCKET_ERROR ? WSAGetLastError() : 0;
    LONGLONG end = microseconds();
    char line[64];
    sprintf(line, "%s_us", name);
    print_value(line, (int)(end - start));
    sprintf(line, "%s_error", name);
    print_value(line, error);
    print_value(name, result);
}

/* closesocket, with its result, its error and how long it took. */
static void close_and_print(const char *name, SOCKET s)
{
    LONGLONG start = microseconds();
    print_call(name, closesocket(s), start);
}

#endif
