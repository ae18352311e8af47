/* What sources of that time write: winsock.h alone, far pointers, PASCAL, upper-case type names, h_errno, MAKEWORD. */
#include <windows.h>
#include <winsock.h>

static int checks_failed;

static void FAR PASCAL check(BOOL condition)
{
    checks_failed += !condition;
}

static BOOL CALLBACK BlockingHook(void)
{
    return FALSE;
}

static SOCKET PASCAL NEAR OpenSocket(LPSOCKADDR_IN lpAddress)
{
    SOCKET s = socket(PF_INET, SOCK_STREAM, 0);
    if (s == (SOCKET)-1)
        return INVALID_SOCKET;
    lpAddress->sin_family = AF_INET;
    lpAddress->sin_port = htons(IPPORT_FTP);
    return s;
}

int main(void)
{
    WSADATA wsaData;
    SOCKADDR_IN sin;
    LPHOSTENT lpHost;
    LPSERVENT lpServ;
    LPPROTOENT lpProto;
    FD_SET fds;
    TIMEVAL tv;
    char FAR *lpName;
    char szText[80];
    SOCKET s;
    IN_ADDR in = {{{0, 0, 0, 0}}};
    HANDLE hTask = 0;
    FARPROC lpfnHook, lpfnOld;
    if (WSAStartup(MAKEWORD(1, 1), (LPWSADATA)&wsaData) != 0)
        return 1;
    check(LOBYTE(wsaData.wVersion) == 1 && HIBYTE(wsaData.wVersion) == 1);
    s = OpenSocket((LPSOCKADDR_IN)&sin);
    check(s != INVALID_SOCKET && sizeof s == sizeof(UINT_PTR));
    lpfnHook = MakeProcInstance((FARPROC)(void (*)(void))BlockingHook, NULL);
    lpfnOld = WSASetBlockingHook(lpfnHook);
    check(lpfnOld != NULL && WSASetBlockingHook(BlockingHook) == lpfnHook && WSASetBlockingHook(NULL) == NULL);
    check(WSASetBlockingHook(lpfnOld) == lpfnHook);
    (void)FreeProcInstance(lpfnHook);
    lpHost = gethostbyname((LPSTR)"127.0.0.1");
    check(lpHost != NULL && lpHost->h_length == 4 && lpHost->h_addrtype == AF_INET);
    if (lpHost != NULL)
        memcpy((LPVOID)&in, lpHost->h_addr, lpHost->h_length);
    lpName = inet_ntoa(in);
    check(lstrcmp(lpName, "127.0.0.1") == 0 && in.S_un.S_un_b.s_b1 == 127 && in.s_net == 127);
    check(gethostbyname((LPSTR)"256.0.0.1") == NULL && h_errno == NO_DATA && h_errno == WSANO_DATA);
    lpServ = getservbyname("ftp", "tcp");
    check(lpServ != NULL && ntohs((u_short)lpServ->s_port) == 21);
    lpProto = getprotobyname("udp");
    check(lpProto != NULL && lpProto->p_proto == IPPROTO_UDP);
    FD_ZERO(&fds);
    FD_SET(s, &fds);
    check(FD_ISSET(s, &fds) && FD_SETSIZE == 64);
    FD_CLR(s, &fds);
    check(!FD_ISSET(s, &fds) && fds.fd_count == 0);
    tv.tv_sec = 0;
    tv.tv_usec = 1000;
    check(timerisset(&tv));
    check(WSAMAKEASYNCREPLY(100, 7) == MAKELONG(100, 7) && WSAGETASYNCBUFLEN(MAKELONG(100, 7)) == 100);
    check(WSAGETSELECTEVENT(WSAMAKESELECTREPLY(FD_READ, WSAECONNRESET)) == FD_READ && hTask == 0);
    check(MAXGETHOSTSTRUCT == 1024 && WSADESCRIPTION_LEN == 256);
    wsprintf(szText, "%s port %d", lpName, (int)ntohs(sin.sin_port));
    check(lstrcmpi(szText, "127.0.0.1 PORT 21") == 0);
    check(closesocket(s) == 0 && WSACleanup() == 0);
    return checks_failed > 0;
}
