/* Every call that takes a SOCKET, with arguments that are right for a socket that works. */
#ifndef EVERY_CALL_H
#define EVERY_CALL_H

#include "loopback.h"

static inline int select_in(SOCKET s, char set)
{
    struct timeval none = {0, 0};
    fd_set members;
    FD_ZERO(&members);
    FD_SET(s, &members);
    return select(0, set == 'r' ? &members : NULL, set == 'w' ? &members : NULL, set == 'e' ? &members : NULL, &none);
}

static inline void every_call_fails(SOCKET s, int expected)
{
    struct sockaddr_in address = loopback_address(9);
    struct sockaddr *name = (struct sockaddr *)&address;
    int len = sizeof address, value = 0, value_len = sizeof value;
    char byte = 'x';
    u_long argument = 0;
    DWORD count = 0, flags = 0;
    WSABUF buffer;
    WSAPROTOCOL_INFOA narrow;
    WSAPROTOCOL_INFOW wide;
    buffer.len = 1;
    buffer.buf = &byte;

    ok_fails(accept(s, NULL, NULL), expected);
    ok_fails(accept(s, name, &len), expected);
    ok_fails(bind(s, name, sizeof address), expected);
    ok_fails(connect(s, name, sizeof address), expected);
    ok_fails(getpeername(s, name, &len), expected);
    ok_fails(getsockname(s, name, &len), expected);
    ok_fails(getsockopt(s, SOL_SOCKET, SO_TYPE, (char *)&value, &value_len), expected);
    ok_fails(ioctlsocket(s, FIONBIO, &argument), expected);
    ok_fails(ioctlsocket(s, FIONREAD, &argument), expected);
    ok_fails(listen(s, 1), expected);
    ok_fails(recv(s, &byte, 1, 0), expected);
    ok_fails(recv(s, NULL, 0, 0), expected);
    ok_fails(recvfrom(s, &byte, 1, 0, name, &len), expected);
    ok_fails(select_in(s, 'r'), expected);
    ok_fails(select_in(s, 'w'), expected);
    ok_fails(select_in(s, 'e'), expected);
    ok_fails(send(s, &byte, 1, 0), expected);
    ok_fails(send(s, NULL, 0, 0), expected);
    ok_fails(sendto(s, &byte, 1, 0, name, sizeof address), expected);
    ok_fails(setsockopt(s, SOL_SOCKET, SO_KEEPALIVE, (const char *)&value, sizeof value), expected);
    ok_fails(shutdown(s, SD_BOTH), expected);
    ok_fails(WSAAccept(s, name, &len, NULL, 0), expected);
    ok_fails(WSAConnect(s, name, sizeof address, NULL, NULL, NULL, NULL), expected);
    ok_fails(WSADuplicateSocketA(s, GetCurrentProcessId(), &narrow), expected);
    ok_fails(WSADuplicateSocketW(s, GetCurrentProcessId(), &wide), expected);
    ok_fails(WSAIoctl(s, FIONREAD, NULL, 0, &argument, sizeof argument, &count, NULL, NULL), expected);
    ok_fails(WSARecv(s, &buffer, 1, &count, &flags, NULL, NULL), expected);
    ok_fails(WSARecvFrom(s, &buffer, 1, &count, &flags, name, &len, NULL, NULL), expected);
    ok_fails(WSARecvDisconnect(s, NULL), expected);
    ok_fails(WSASend(s, &buffer, 1, &count, 0, NULL, NULL), expected);
    ok_fails(WSASendTo(s, &buffer, 1, &count, 0, name, sizeof address, NULL, NULL), expected);
    ok_fails(WSASendDisconnect(s, NULL), expected);
    ok_fails(closesocket(s), expected);
}

#endif
