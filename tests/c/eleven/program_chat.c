/* A whole program: a chat server of 1993, one thread, select over non-blocking sockets in an array of FD_SETSIZE; its
 * clients are on another thread. What one says, all others hear; one that leaves is announced. */
#include "eleven.h"

#define CLIENTS 40
#define LINE 64

/* ---- the server ---- */

static SOCKET sListen, asUsers[FD_SETSIZE];
static int nUsers, nLeft;

static VOID PASCAL Broadcast(SOCKET sFrom, LPCSTR lpText, int nLength)
{
    int i;
    for (i = 0; i < nUsers; i++)
        if (asUsers[i] != sFrom && send(asUsers[i], lpText, nLength, 0) == SOCKET_ERROR)
            ok(h_errno == WSAECONNRESET || h_errno == WSAECONNABORTED, "send to one who is about to be found gone");
}

static VOID PASCAL Leave(int nUser)
{
    SOCKET s = asUsers[nUser];
    asUsers[nUser] = asUsers[--nUsers];
    closesocket(s);
    nLeft++;
    Broadcast(INVALID_SOCKET, "left\n", 5);
}

static VOID PASCAL Serve(void)
{
    char szText[LINE];
    FD_SET fdRead, fdExcept;
    TIMEVAL tv = {20, 0};
    u_long ulOn = 1;
    int i, n;
    FD_ZERO(&fdRead);
    FD_ZERO(&fdExcept);
    if (nUsers < CLIENTS && nLeft == 0)
        FD_SET(sListen, &fdRead);
    for (i = 0; i < nUsers; i++) {
        FD_SET(asUsers[i], &fdRead);
        FD_SET(asUsers[i], &fdExcept);
    }
    require(select(0, &fdRead, NULL, &fdExcept, &tv) > 0);
    if (FD_ISSET(sListen, &fdRead)) {
        SOCKET s = accept(sListen, NULL, NULL);
        require(s != INVALID_SOCKET);
        ok(ioctlsocket(s, FIONBIO, &ulOn) == 0, "FIONBIO");
        asUsers[nUsers++] = s;
    }
    for (i = nUsers - 1; i >= 0; i--) {
        if (!FD_ISSET(asUsers[i], &fdRead))
            continue;
        n = recv(asUsers[i], szText, sizeof(szText), 0);
        if (n > 0)
            Broadcast(asUsers[i], szText, n);
        else if (n == 0 || WSAGetLastError() != WSAEWOULDBLOCK)
            Leave(i);
    }
}

/* ---- the clients ---- */

static int heard[CLIENTS];

static void hear(SOCKET s, int client, int bytes)
{
    char text[LINE];
    while (bytes > 0) {
        int n = recv(s, text, bytes < LINE ? bytes : LINE, 0);
        require(n > 0);
        heard[client] += n;
        bytes -= n;
    }
}

static void clients(void *unused)
{
    SOCKADDR_IN server = local_address(sListen);
    SOCKET s[CLIENTS];
    struct linger hard = {1, 0};
    int i;
    (void)unused;
    for (i = 0; i < CLIENTS; i++) {
        s[i] = tcp_socket();
        require(connect(s[i], (LPSOCKADDR)&server, sizeof server) == 0);
    }
    /* All have said something before anybody leaves. One is heard when its words have come to all who were there. */
    for (i = 1; i < CLIENTS; i++)
        require(send(s[i], "hello\n", 6, 0) == 6);
    hear(s[0], 0, 6 * (CLIENTS - 1));
    require(setsockopt(s[1], SOL_SOCKET, SO_LINGER, (char *)&hard, sizeof hard) == 0);
    require(closesocket(s[1]) == 0);
    hear(s[0], 0, 5);
    for (i = 2; i < CLIENTS; i++) {
        require(closesocket(s[i]) == 0);
        hear(s[0], 0, 5);
    }
    require(closesocket(s[0]) == 0);
}

int main(void)
{
    struct thread thread;
    start_winsock();
    sListen = tcp_listener();
    start_thread(&thread, clients, NULL);
    while (nLeft < CLIENTS)
        Serve();
    join_thread(&thread);
    ok(heard[0] == 6 * (CLIENTS - 1) + 5 * (CLIENTS - 1), "the first heard %d bytes", heard[0]);
    ok(nUsers == 0 && closesocket(sListen) == 0, "all gone");
    WSACleanup();
    return ok_done();
}
