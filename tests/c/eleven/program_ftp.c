/* A whole program: an FTP client of 1993, with blocking sockets, a blocking hook and select, against a server on another
 * thread. It logs in, lists nothing, retrieves a file over a data connection that the server makes, and quits. */
#include "eleven.h"

#define FILE_BYTES 300000
#define BUFSIZE 1024

/* ---- the server, as little of it as the client needs ---- */

static SOCKET server_listener;

static void reply(SOCKET control, const char *line)
{
    require(send(control, line, lstrlen(line), 0) == lstrlen(line));
}

static int read_command(SOCKET control, char *line)
{
    int len = 0;
    while (recv(control, line + len, 1, 0) == 1) {
        if (line[len++] == '\n') {
            line[len - 2] = 0;
            return 1;
        }
    }
    return 0;
}

static void send_file(SOCKADDR_IN to)
{
    static char file[FILE_BYTES];
    SOCKET data = tcp_socket();
    write_pattern(file, sizeof file, 0);
    require(connect(data, (LPSOCKADDR)&to, sizeof to) == 0);
    require(send(data, file, sizeof file, 0) == sizeof file);
    require(closesocket(data) == 0);
}

static void server(void *unused)
{
    SOCKET control = accept(server_listener, NULL, NULL);
    SOCKADDR_IN data_address = loopback_address(0);
    char line[256];
    unsigned a[6];
    (void)unused;
    require(control != INVALID_SOCKET);
    reply(control, "220-Welcome.\r\n220 Ready.\r\n");
    while (read_command(control, line)) {
        if (strncmp(line, "USER ", 5) == 0)
            reply(control, "331 Password?\r\n");
        else if (strncmp(line, "PASS ", 5) == 0)
            reply(control, "230 Logged in.\r\n");
        else if (sscanf(line, "PORT %u,%u,%u,%u,%u,%u", &a[0], &a[1], &a[2], &a[3], &a[4], &a[5]) == 6) {
            data_address.sin_addr.s_addr = htonl(a[0] << 24 | a[1] << 16 | a[2] << 8 | a[3]);
            data_address.sin_port = htons((u_short)(a[4] << 8 | a[5]));
            reply(control, "200 PORT.\r\n");
        } else if (strcmp(line, "RETR file.bin") == 0) {
            reply(control, "150 Opening.\r\n");
            send_file(data_address);
            reply(control, "226 Complete.\r\n");
        } else if (strcmp(line, "QUIT") == 0) {
            reply(control, "221 Bye.\r\n");
            break;
        } else
            reply(control, "500 What?\r\n");
    }
    closesocket(control);
}

/* ---- the client ---- */

static SOCKET hControl = INVALID_SOCKET;
static int nHookCalls;
static char szReply[BUFSIZE];

static BOOL CALLBACK PumpMessages(void)
{
    nHookCalls++;
    return FALSE;
}

/* One line, as blocking programs of the time read them. */
static BOOL PASCAL ReadLine(SOCKET s, LPSTR lpLine)
{
    int n = 0;
    for (;;) {
        if (recv(s, lpLine + n, 1, 0) != 1)
            return FALSE;
        if (lpLine[n] == '\n')
            break;
        if (lpLine[n] != '\r' && n < BUFSIZE - 1)
            n++;
    }
    lpLine[n] = '\0';
    return TRUE;
}

/* The code of a reply, whose last line has no hyphen behind it. */
static int PASCAL GetReply(void)
{
    do {
        if (!ReadLine(hControl, szReply))
            return -1;
    } while (szReply[3] == '-');
    return atoi(szReply);
}

static int PASCAL Command(LPCSTR lpFormat, LPCSTR lpArgument)
{
    char szLine[BUFSIZE];
    int nLength = wsprintf(szLine, lpFormat, lpArgument);
    lstrcat(szLine, "\r\n");
    if (send(hControl, szLine, nLength + 2, 0) == SOCKET_ERROR)
        return -1;
    return GetReply();
}

static SOCKET PASCAL OpenDataPort(LPSTR lpPort)
{
    SOCKADDR_IN sin;
    int nLength = sizeof(sin);
    LPBYTE a, p;
    SOCKET s = socket(AF_INET, SOCK_STREAM, 0);
    getsockname(hControl, (LPSOCKADDR)&sin, &nLength);
    sin.sin_port = 0;
    if (bind(s, (LPSOCKADDR)&sin, sizeof(sin)) == SOCKET_ERROR || listen(s, 1) == SOCKET_ERROR)
        return INVALID_SOCKET;
    getsockname(s, (LPSOCKADDR)&sin, &nLength);
    a = (LPBYTE)&sin.sin_addr;
    p = (LPBYTE)&sin.sin_port;
    wsprintf(lpPort, "%d,%d,%d,%d,%d,%d", a[0], a[1], a[2], a[3], p[0], p[1]);
    return s;
}

/* Takes the data while watching the control connection, which may tell of an error first. */
static long PASCAL ReceiveFile(SOCKET sData)
{
    static char szBuffer[BUFSIZE * 4];
    FD_SET fdRead;
    TIMEVAL tv;
    long lTotal = 0;
    int i, n;
    for (;;) {
        FD_ZERO(&fdRead);
        FD_SET(sData, &fdRead);
        tv.tv_sec = 20;
        tv.tv_usec = 0;
        if (select(0, &fdRead, NULL, NULL, &tv) != 1 || !FD_ISSET(sData, &fdRead))
            return -1;
        n = recv(sData, szBuffer, sizeof(szBuffer), 0);
        if (n <= 0)
            return n == 0 ? lTotal : -1;
        for (i = 0; i < n; i++)
            if (szBuffer[i] != (char)((lTotal + i) % 251))
                return -2;
        lTotal += n;
    }
}

int main(void)
{
    struct thread server_thread;
    WSADATA wsaData;
    SOCKADDR_IN sin, peer;
    LPHOSTENT lpHost;
    SOCKET sListen, sData;
    char szPort[32];
    int nPeer = sizeof(peer);
    require(WSAStartup(MAKEWORD(1, 1), &wsaData) == 0);
    server_listener = tcp_listener();
    start_thread(&server_thread, server, NULL);
    set_hook(PumpMessages);

    lpHost = gethostbyname("localhost");
    require(lpHost != NULL);
    sin = local_address(server_listener);
    memcpy(&sin.sin_addr, lpHost->h_addr, lpHost->h_length);
    hControl = socket(PF_INET, SOCK_STREAM, IPPROTO_TCP);
    ok(connect(hControl, (LPSOCKADDR)&sin, sizeof(sin)) == 0, "connect");
    ok(GetReply() == 220, "greeting: %s", szReply);
    ok(Command("USER %s", "anonymous") == 331, "USER: %s", szReply);
    ok(Command("PASS %s", "guest@") == 230, "PASS: %s", szReply);
    sListen = OpenDataPort(szPort);
    require(sListen != INVALID_SOCKET);
    ok(Command("PORT %s", szPort) == 200, "PORT: %s", szReply);
    ok(Command("RETR %s", "file.bin") == 150, "RETR: %s", szReply);
    sData = accept(sListen, (LPSOCKADDR)&peer, &nPeer);
    ok(sData != INVALID_SOCKET && peer.sin_family == AF_INET, "the server's data connection");
    ok(ReceiveFile(sData) == FILE_BYTES, "the file");
    ok(closesocket(sData) == 0 && closesocket(sListen) == 0, "closesocket");
    ok(GetReply() == 226, "end of transfer: %s", szReply);
    ok(Command("NOOP%s", "") == 500, "NOOP: %s", szReply);
    ok(Command("QUIT%s", "") == 221, "QUIT: %s", szReply);
    ok(!ReadLine(hControl, szReply), "the server closes");
    ok(closesocket(hControl) == 0, "closesocket");
    ok(nHookCalls > 0, "the window would have stayed alive");
    ok(WSAUnhookBlockingHook() == 0, "WSAUnhookBlockingHook");
    join_thread(&server_thread);
    ok(WSACleanup() == 0, "WSACleanup");
    return ok_done();
}
