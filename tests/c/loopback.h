/* Sockets of this host: listeners on ports the system chooses, connected pairs, and what fills them. */
#ifndef LOOPBACK_H
#define LOOPBACK_H

#include "ok.h"

static inline struct sockaddr_in loopback_address(u_short port)
{
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

static inline struct sockaddr_in local_address(SOCKET s)
{
    struct sockaddr_in address;
    int len = sizeof address;
    memset(&address, 0, sizeof address);
    require(getsockname(s, (struct sockaddr *)&address, &len) == 0);
    return address;
}

static inline SOCKET tcp_socket(void)
{
    SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    require(s != INVALID_SOCKET);
    return s;
}

static inline SOCKET udp_socket(void)
{
    SOCKET s = socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
    require(s != INVALID_SOCKET);
    return s;
}

static inline SOCKET bound(SOCKET s)
{
    struct sockaddr_in address = loopback_address(0);
    require(bind(s, (struct sockaddr *)&address, sizeof address) == 0);
    return s;
}

static inline SOCKET tcp_listener(void)
{
    SOCKET s = bound(tcp_socket());
    require(listen(s, SOMAXCONN) == 0);
    return s;
}

static inline SOCKET connected_to(SOCKET listener)
{
    struct sockaddr_in address = local_address(listener);
    SOCKET s = tcp_socket();
    require(connect(s, (struct sockaddr *)&address, sizeof address) == 0);
    return s;
}

/* A connection: pair[0] connected, pair[1] was accepted. */
static inline void tcp_pair(SOCKET pair[2])
{
    SOCKET listener = tcp_listener();
    pair[0] = connected_to(listener);
    pair[1] = accept(listener, NULL, NULL);
    require(pair[1] != INVALID_SOCKET);
    require(closesocket(listener) == 0);
}

/* Two UDP sockets, each connected to the other. */
static inline void udp_pair(SOCKET pair[2])
{
    struct sockaddr_in first, second;
    pair[0] = bound(udp_socket());
    pair[1] = bound(udp_socket());
    first = local_address(pair[0]);
    second = local_address(pair[1]);
    require(connect(pair[0], (struct sockaddr *)&second, sizeof second) == 0);
    require(connect(pair[1], (struct sockaddr *)&first, sizeof first) == 0);
}

static inline void set_nonblocking(SOCKET s, int on)
{
    u_long argument = (u_long)on;
    require(ioctlsocket(s, FIONBIO, &argument) == 0);
}

static inline void set_linger(SOCKET s, int onoff, int secs)
{
    struct linger linger;
    linger.l_onoff = (u_short)onoff;
    linger.l_linger = (u_short)secs;
    require(setsockopt(s, SOL_SOCKET, SO_LINGER, (const char *)&linger, sizeof linger) == 0);
}

/* Bytes 0, 1, ... 250, 0, ... so that a lost or doubled piece shows. */
static inline void write_pattern(char *buffer, int len, int from)
{
    int i;
    for (i = 0; i < len; i++)
        buffer[i] = (char)((from + i) % 251);
}

/* Sends the pattern until no more fits; leaves the socket non-blocking. What is sent stays unacknowledged in part: the
 * peer's window is full as well. */
static inline int fill(SOCKET s)
{
    static char chunk[251 * 64];
    int sent = 0;
    set_nonblocking(s, 1);
    write_pattern(chunk, sizeof chunk, 0);
    for (;;) {
        int from = sent % 251;
        int count = send(s, chunk + from, (int)sizeof chunk - from, 0);
        if (count == SOCKET_ERROR) {
            require(WSAGetLastError() == WSAEWOULDBLOCK);
            return sent;
        }
        sent += count;
    }
}

/* Receives the pattern until the connection ends; the number of bytes, or -1 when it ended in an error, -2 when the
 * data is wrong. */
static inline int drain(SOCKET s)
{
    static char chunk[65536];
    int total = 0;
    set_nonblocking(s, 0);
    for (;;) {
        int i, count = recv(s, chunk, sizeof chunk, 0);
        if (count <= 0)
            return count == 0 ? total : -1;
        for (i = 0; i < count; i++)
            if (chunk[i] != (char)((total + i) % 251))
                return -2;
        total += count;
    }
}

/* Whether select reports the socket in one set within so many milliseconds: 'r', 'w' or 'e'. */
static inline int becomes_ready(SOCKET s, char set, int milliseconds)
{
    struct timeval time;
    fd_set members;
    FD_ZERO(&members);
    FD_SET(s, &members);
    time.tv_sec = milliseconds / 1000;
    time.tv_usec = milliseconds % 1000 * 1000;
    return select(0, set == 'r' ? &members : NULL, set == 'w' ? &members : NULL, set == 'e' ? &members : NULL, &time) == 1;
}

static inline double now_ms(void)
{
    LARGE_INTEGER now, frequency;
    QueryPerformanceCounter(&now);
    QueryPerformanceFrequency(&frequency);
    return (double)now.QuadPart * 1000.0 / (double)frequency.QuadPart;
}

#endif
